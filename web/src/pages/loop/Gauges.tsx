import { Button } from "../../components/Button";
import { Shape } from "../../components/Status";
import { useNow } from "../../components/Time";
import styles from "./Gauges.module.css";
import { limitsOf } from "./limits";
import { pictureOf } from "./picture";
import type { LoopView } from "./useLoop";
import type { PageAction } from "../../app/actions";

/** The limits of the loop, each with what is left of it. */
export function Gauges({ view, reset }: { view: LoopView; reset: PageAction }) {
  const now = useNow();
  const loop = view.loop.data;
  if (!loop) return null;
  const cycles = view.cycles.data ?? [];
  const found = pictureOf(cycles, view.decisions.data ?? []).looked?.evidence["new_labels"];
  const limits = limitsOf(loop, cycles, typeof found === "number" ? found : null, now);
  return (
    <dl className={styles.gauges}>
      {limits.map(({ id, label, used, says, isReached }) => (
        <div key={id} className={styles.gauge}>
          <dt>
            <Shape state={isReached ? (id === "breaker" ? "bad" : "warn") : "ok"} /> {label}
          </dt>
          <dd>
            <div className={styles.bar} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(used * 100)} aria-valuetext={says}>
              <div className={styles.fill} data-reached={isReached || undefined} style={{ width: `${used * 100}%` }} />
            </div>
            <p className={styles.says}>{says}</p>
            {id === "breaker" && loop.breaker !== null ? (
              <Button shortcut="b" disabledBecause={reset.disabledBecause ?? null} onClick={reset.run}>{reset.label}</Button>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
