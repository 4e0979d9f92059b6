import type { FeatureDetail } from "../../../api/operations";
import { Interval } from "../../../components/Interval";
import { Status } from "../../../components/Status";
import layout from "../layout.module.css";
import { pText, scaleOf } from "../strength";

/** Every test of the feature: what it looks at, how strong, how sure. */
export function FeatureTests({ detail }: { detail: FeatureDetail }) {
  if (detail.not_testable) return <p className={layout.says}>Not tested: {detail.not_testable}</p>;
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Test</th>
            <th scope="col" className={layout.figure}>Effect</th>
            <th scope="col">Interval, 0 is no shift</th>
            <th scope="col" className={layout.figure}>p</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {detail.tests.map(({ test, effect, lo, hi, p, alarm, says }) => (
            <tr key={test} title={says}>
              <th scope="row">{scaleOf(test).name}</th>
              <td className={layout.figure}>{scaleOf(test).says(effect)}</td>
              <td><Interval low={lo} mid={effect} high={hi} threshold={0} title={scaleOf(test).name} width={130} /></td>
              <td className={layout.figure}>{pText(p)}</td>
              <td>{alarm ? <Status state="bad" word="alarm" /> : <span className="quiet">{p < 0.05 ? "too small to matter" : "no shift seen"}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
