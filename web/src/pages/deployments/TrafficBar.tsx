import type { ReactNode } from "react";
import type { Policy } from "../../api/operations";
import { RefLink } from "../../components/RefLink";
import { formatShare } from "../../format/number";
import layout from "../models/layout.module.css";
import { liveArm } from "../models/words";
import { MILLION, rateText } from "./shares";
import styles from "./TrafficBar.module.css";

interface TrafficBarProps {
  policy: Policy;
  isServing: boolean;
  /** Requests a second, when it is known. */
  rate: number | null;
  action?: ReactNode;
}

/** Who answers whom now: arms by their share, shadows under them. */
export function TrafficBar({ policy, isServing, rate, action }: TrafficBarProps) {
  const live = liveArm(policy);
  return (
    <section className={styles.box} aria-label="Traffic now">
      <div className={styles.bar} aria-hidden>
        {policy.arms.map((arm) => (
          <span key={arm.name} className={`${styles.arm} ${arm === live ? styles.live : styles.canary} ${isServing ? "" : styles.stopped}`} style={{ flexGrow: Math.max(arm.weight_ppm, MILLION / 100) }} />
        ))}
      </div>
      <div className={styles.below}>
        <ul className={styles.arms}>
          {policy.arms.map((arm) => (
            <li key={arm.name} className={layout.row}>
              <span className={`${styles.key} ${arm === live ? styles.live : styles.canary}`} aria-hidden />
              <strong>{arm === live ? "live" : "canary"}</strong> <RefLink to={arm.model} />
              <span>{formatShare(arm.weight_ppm / MILLION)}</span>
              {rate === null ? null : <span className="quiet">≈ {rateText((rate * arm.weight_ppm) / MILLION)}</span>}
            </li>
          ))}
          {policy.shadow.map((arm) => (
            <li key={arm.name} className={layout.row}>
              <span className={`${styles.key} ${styles.shadow}`} aria-hidden />
              <strong>shadow</strong> <RefLink to={arm.model} />
              <span className="quiet">{arm.name === "control" ? "the control, sees every request" : "sees every request, changes no answer"}</span>
            </li>
          ))}
        </ul>
        {action ? <div className={layout.tools}>{action}</div> : null}
      </div>
    </section>
  );
}
