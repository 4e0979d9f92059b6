import type { GateResult } from "../../api/operations";
import { Interval } from "../../components/Interval";
import { Num } from "../../components/Num";
import { Status } from "../../components/Status";
import { formatCount } from "../../format/number";
import layout from "../monitor/layout.module.css";

/** What each gate found: the difference with its interval against the margin, on how many rows. */
export function Verdicts({ verdicts }: { verdicts: readonly GateResult[] }) {
  if (verdicts.length === 0) return <p className={layout.padded}>Nothing was compared yet.</p>;
  const ends = verdicts.flatMap(({ lo, hi, value, threshold }) => [lo, hi, value, threshold].filter((one): one is number => one !== null));
  const most = Math.max(...ends.map(Math.abs)) * 1.1;
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">Result</th>
            <th scope="col" className={layout.figure}>Difference</th>
            <th scope="col">Interval; the line is the margin</th>
            <th scope="col" className={layout.figure}>Rows</th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map(({ check, metric, value, threshold, lo, hi, n, verdict, passed, says }) => (
            <tr key={check}>
              <th scope="row">{check}</th>
              <td><Status state={passed ? "ok" : verdict === "worse" ? "bad" : "warn"} word={`${passed ? "passed" : "refused"}: ${verdict}`} /></td>
              <td className={layout.figure}><Num value={value} digits={3} /></td>
              <td>{value === null || lo === null || hi === null ? "–" : <Interval low={lo} mid={value} high={hi} threshold={threshold} goal="up" title={metric} domain={[-most, most]} width={220} />}</td>
              <td className={layout.figure}>{formatCount(n)}</td>
              <td className={layout.says}>{says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
