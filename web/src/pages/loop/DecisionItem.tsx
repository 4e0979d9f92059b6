import { useState } from "react";
import type { Decision } from "../../api/operations";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { Link } from "../../components/Link";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { counted, formatNumber } from "../../format/number";
import { here } from "../monitor/useGo";
import styles from "./Decisions.module.css";
import type { Folded } from "./fold";
import { evidenceOf, sentenceOf, verbOf } from "./words";

interface DecisionItemProps {
  loop: string;
  entry: Folded;
  numbers: ReadonlyMap<string, number>;
  isPlain: boolean;
}

/** One decision as a sentence with its numbers; earlier ones for the same reason unfold below it. */
export function DecisionItem({ loop, entry: { decision, same }, numbers, isPlain }: DecisionItemProps) {
  const [isOpen, setOpen] = useState(false);
  const oldest = same.at(-1);
  return (
    <li className={styles.decision} tabIndex={-1}>
      <span className={styles.when}><Time at={decision.at} /></span>
      <span><Status {...verbOf(decision)} /></span>
      <div className={styles.words}>
        <p className={styles.says}>{sentenceOf(decision, numbers.get(decision.cycle ?? ""))}</p>
        <span className={styles.evidence}>
          {decision.cycle && !isPlain ? <Link to={here(`loops/${loop}/cycles/${decision.cycle}`)}>Cycle {numbers.get(decision.cycle) ?? "of this"}</Link> : null}
          <Evidence decision={decision} />
          {oldest ? (
            <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              and {counted(same.length, "time")} before, since {oldest.at.slice(0, 10)}
            </Button>
          ) : null}
        </span>
        {isOpen ? (
          <ol className={styles.same}>
            {same.map((one) => (
              <li key={`${one.at} ${one.reason}`} className={styles.earlier}>
                <span className={styles.when}><Time at={one.at} /></span>
                <span className={styles.says}>{sentenceOf(one)}</span>
              </li>
            ))}
          </ol>
        ) : null}
      </div>
    </li>
  );
}

function Evidence({ decision }: { decision: Decision }) {
  return <Chips items={evidenceOf(decision).map(({ label, value }) => ({ label, value: typeof value === "number" ? formatNumber(value) : value }))} most={6} label="Evidence" />;
}
