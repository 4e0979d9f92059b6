import type { Evaluation } from "../../../api/operations";
import { Delta } from "../../../components/Num";
import layout from "../layout.module.css";
import { goalOf } from "../words";
import { WithInterval } from "./SliceTable";

interface MetricTableProps {
  before: Evaluation | undefined;
  after: Evaluation | undefined;
  beforeLabel: string;
  afterLabel: string;
}

/** The metrics of two evaluations beside each other with their intervals, and what the gates said on the same rows. */
export function MetricTable({ before, after, beforeLabel, afterLabel }: MetricTableProps) {
  const names = [...new Set([...(after?.metrics ?? []), ...(before?.metrics ?? [])].map(({ metric }) => metric))];
  const compared = after?.gates.filter(({ check }) => check.includes(" vs champion")) ?? [];
  if (names.length === 0) return <p className={layout.says}>Neither version was evaluated.</p>;
  return (
    <>
      <div className={layout.sideways}>
        <table className={layout.table}>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col" className="number">{beforeLabel}</th>
              <th scope="col" className="number">{afterLabel}</th>
              <th scope="col" className="number">Difference</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const [old, now] = [before, after].map((one) => one?.metrics.find(({ metric }) => metric === name));
              const isKnown = typeof old?.value === "number" && typeof now?.value === "number";
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="number"><WithInterval of={old} /></td>
                  <td className="number"><WithInterval of={now} /></td>
                  <td className="number">{isKnown ? <Delta value={now!.value! - old!.value!} goal={goalOf(name)} /> : <span className="quiet">–</span>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {compared.length ? (
        <ul className={layout.sentences} aria-label="On the same rows as the champion of then">
          {compared.map((gate) => (
            <li key={gate.check}>{gate.says}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
