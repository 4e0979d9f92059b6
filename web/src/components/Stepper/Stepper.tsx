import type { ReactNode } from "react";
import styles from "./Stepper.module.css";

export type StepState = "done" | "current" | "next" | "failed" | "skipped";

export interface Step {
  label: string;
  state: StepState;
  detail?: ReactNode;
}

export interface StepperProps {
  steps: Step[];
  label?: string;
}

const SAID: Record<StepState, string> = { done: "done", current: "now", next: "to come", failed: "failed", skipped: "skipped" };
const MARK: Record<StepState, string> = { done: "M3 6.2 5.2 8.4 9.2 3.8", current: "", next: "", failed: "M3.5 3.5l5 5m0-5-5 5", skipped: "M3 6h6" };

/** Registered → Validated → Approved → Live: where a thing stands on its way. */
export function Stepper({ steps, label = "Progress" }: StepperProps) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step) => (
        <li key={step.label} className={`${styles.step} ${styles[step.state]}`} aria-current={step.state === "current" ? "step" : undefined}>
          <svg viewBox="0 0 12 12" width="18" height="18" aria-hidden className={styles.mark}>
            <circle cx="6" cy="6" r="5.2" />
            {step.state === "current" ? <circle cx="6" cy="6" r="2.4" className={styles.dot} /> : <path d={MARK[step.state]} />}
          </svg>
          <div className={styles.words}>
            <span className={styles.label}>
              {step.label}
              <span className="unseen">, {SAID[step.state]}</span>
            </span>
            {step.detail ? <span className={styles.detail}>{step.detail}</span> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
