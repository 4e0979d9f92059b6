import type { RunInfo } from "../../api/operations";
import { Diff } from "../../components/Diff";
import { runName } from "./fields";
import styles from "./runs.module.css";

interface ParamListProps {
  run: RunInfo;
  baseline: RunInfo | undefined;
  /** Where a panel says it already. */
  isTitleHidden?: boolean;
}

/** What a run was called with; beside a baseline only as a comparison, with what differs in front. */
export function ParamList({ run, baseline, isTitleHidden = false }: ParamListProps) {
  const keys = [...new Set([...Object.keys(run.params), ...Object.keys(baseline?.params ?? {})])].sort();
  return (
    <section>
      {isTitleHidden ? null : <h3>Params <span className="quiet">{keys.length}</span></h3>}
      {keys.length === 0 ? <p className="quiet">No param was set.</p> : baseline ? <Against run={run} baseline={baseline} keys={keys} /> : (
        <table className={styles.list}>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <td><span className="name" title={key}>{key}</span></td>
                <td className={styles.end}><span className="name" title={written(run.params[key])}>{written(run.params[key])}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Against({ run, baseline, keys }: { run: RunInfo; baseline: RunInfo; keys: string[] }) {
  const rows = keys.map((key) => ({ label: key, before: baseline.params[key] ?? null, after: run.params[key] ?? null }));
  const changed = rows.filter((row) => row.before !== row.after);
  return (
    <Diff rows={[...changed, ...rows.filter((row) => row.before === row.after)]} beforeLabel={runName(baseline)} afterLabel={runName(run)} />
  );
}

export function written(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return String(value);
}
