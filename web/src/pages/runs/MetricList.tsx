import type { RunInfo } from "../../api/operations";
import { Delta, Num } from "../../components/Num";
import { numberOf } from "../../format/number";
import { goalOf, useGoals } from "./goals";
import styles from "./runs.module.css";

interface MetricListProps {
  run: RunInfo;
  baseline: RunInfo | undefined;
}

/** The last values of a run's metrics, with the difference to the baseline where one is pinned. */
export function MetricList({ run, baseline }: MetricListProps) {
  useGoals();
  const keys = [...new Set([...Object.keys(run.metrics), ...Object.keys(baseline?.metrics ?? {})])].sort();
  return (
    <section>
      <h3>Metrics <span className="quiet">{keys.length}</span></h3>
      {keys.length === 0 ? <p className="quiet">No metric was logged.</p> : (
        <table className={styles.list}>
          <colgroup><col /><col width="96" />{baseline ? <><col width="96" /><col width="96" /></> : null}</colgroup>
          <thead className={baseline ? undefined : "unseen"}>
            <tr><th scope="col">Metric</th><th scope="col" className={styles.end}>Here</th>{baseline ? <><th scope="col" className={styles.end}>Baseline</th><th scope="col" className={styles.end}>Difference</th></> : null}</tr>
          </thead>
          <tbody>{keys.map((key) => <Metric key={key} name={key} run={run} baseline={baseline} />)}</tbody>
        </table>
      )}
    </section>
  );
}

function Metric({ name, run, baseline }: MetricListProps & { name: string }) {
  const here = numberOf(run.metrics[name]);
  const there = numberOf(baseline?.metrics[name]);
  return (
    <tr>
      <td><span className="name" title={name}>{name}</span></td>
      <td className={styles.end}><Num value={here} /></td>
      {baseline ? (
        <>
          <td className={styles.end}><Num value={there} /></td>
          <td className={styles.end}><Delta value={here === null || there === null ? null : here - there} goal={goalOf(name)} /></td>
        </>
      ) : null}
    </tr>
  );
}
