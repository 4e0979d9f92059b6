import type { FeatureDetail } from "../../../api/operations";
import { Num } from "../../../components/Num";
import { formatShare } from "../../../format/number";
import layout from "../layout.module.css";

/** Where the distribution moved: the middle, the ends, or all of it. */
export function QuantileShift({ detail: { kind, before, after, quantile_shares: shares } }: { detail: FeatureDetail }) {
  if (kind !== "number") return null;
  const rows = [
    { name: "mean", was: before.mean, is: after.mean },
    ...shares.map((share, i) => ({ name: share === 0.5 ? "median" : formatShare(share), was: before.quantiles[i] ?? null, is: after.quantiles[i] ?? null })),
    { name: "sd", was: before.sd, is: after.sd },
  ];
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Quantile</th>
            {rows.map(({ name }) => <th key={name} scope="col" className={layout.figure}>{name}</th>)}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">reference</th>
            {rows.map(({ name, was }) => <td key={name} className={layout.figure}><Num value={was} digits={3} /></td>)}
          </tr>
          <tr>
            <th scope="row">window</th>
            {rows.map(({ name, is }) => <td key={name} className={layout.figure}><Num value={is} digits={3} /></td>)}
          </tr>
          <tr>
            <th scope="row">shift</th>
            {rows.map(({ name, was, is }) => <td key={name} className={layout.figure}><Num value={was === null || is === null ? null : is - was} digits={3} /></td>)}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
