import type { Kpi } from "../../api/operations";
import { Status, type State } from "../../components/Status";
import { formatNumber, formatShare } from "../../format/number";
import { Day } from "../govern/Day";
import { type Measured, type Standing, standingOf } from "./kpi";
import styles from "./KpiBar.module.css";

const SAYS: Record<Standing, [State, string]> = {
  met: ["ok", "target met"],
  acceptable: ["warn", "acceptable, below target"],
  short: ["bad", "below what is acceptable"],
  unknown: ["unknown", "not measured"],
};

/** A KPI on a line from nothing to its range: now, target, and what is acceptable at least. */
export function KpiBar({ kpi, measured }: { kpi: Kpi; measured: Measured | null }) {
  const isShare = kpi.unit === "share";
  const say = (value: number | null): string => (value === null ? "–" : isShare ? formatShare(value, 3) : `${formatNumber(value)} ${kpi.unit}`);
  const ends = [kpi.baseline, kpi.target, kpi.minimum_acceptable, measured?.now ?? null, isShare ? 1 : null].filter((value): value is number => value !== null);
  const low = Math.min(0, ...ends);
  const high = Math.max(...ends, low + 1e-9);
  const at = (value: number): string => `${((value - low) / (high - low)) * 100}%`;
  const [state, word] = SAYS[standingOf(kpi, measured?.now ?? null)];
  return (
    <div className={styles.kpi}>
      <p className={styles.head}>
        <bdi className="name" title={kpi.formula || kpi.name}>{kpi.name}</bdi>
        <Status state={state} word={word} />
      </p>
      <p className={styles.figures}>
        <strong>{measured ? say(measured.now) : "–"}</strong>
        <span>target {say(kpi.target)}{kpi.minimum_acceptable === null ? "" : `, at least ${say(kpi.minimum_acceptable)}`}</span>
      </p>
      <div className={styles.bar} aria-hidden>
        {measured ? <span className={styles.now} style={{ insetInlineStart: at(Math.min(0, measured.now)), width: at(low + Math.abs(measured.now)) }} /> : null}
        {kpi.minimum_acceptable === null ? null : <i className={styles.least} style={{ insetInlineStart: at(kpi.minimum_acceptable) }} />}
        {kpi.target === null ? null : <i className={styles.target} style={{ insetInlineStart: at(kpi.target) }} />}
      </div>
      {measured ? (
        <p className={styles.note}>
          share of positives that were warned of, in the window to <Day at={measured.until} />; {formatShare(measured.mean, 3)} over the last {measured.windows}
          {measured.wrong === null ? "" : `; ${formatShare(measured.wrong, 3)} of the warnings were wrong`}
        </p>
      ) : (
        <p className={styles.note}>no monitor measures it</p>
      )}
    </div>
  );
}
