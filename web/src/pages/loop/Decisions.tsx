import { useRef } from "react";
import type { Decision } from "../../api/operations";
import { useShortcut } from "../../app/keyboard";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { Select } from "../../components/Field";
import styles from "./Decisions.module.css";
import { DecisionItem } from "./DecisionItem";
import { folded } from "./fold";
import { isQuiet } from "./words";

interface DecisionsProps {
  loop: string;
  decisions: readonly Decision[];
  /** Number of each cycle by its id. */
  numbers: ReadonlyMap<string, number>;
  /** Asks for older ones; absent when these are all. */
  onOlder?: (() => void) | undefined;
  isLoading?: boolean;
  /** Without the choice of kinds and the keys, on the page of one cycle. */
  isPlain?: boolean;
}

/** What the loop decided, newest first, each a sentence with the numbers it stood on. */
export function Decisions({ loop, decisions, numbers, onOlder, isLoading = false, isPlain = false }: DecisionsProps) {
  const [shown, setShown] = useUrlState("show", "all");
  const list = useRef<HTMLOListElement>(null);
  const walk = (by: number) => () => {
    const items = [...(list.current?.children ?? [])] as HTMLElement[];
    const at = items.findIndex((item) => item === document.activeElement);
    items[Math.min(items.length - 1, Math.max(0, at + by))]?.focus();
  };
  useShortcut("j", "Next decision", walk(1), "This page", !isPlain);
  useShortcut("k", "Decision before", walk(-1), "This page", !isPlain);
  const wanted = decisions.filter((decision) => isPlain || shown === "all" || isQuiet(decision) === (shown === "quiet"));
  const entries = folded(wanted);
  return (
    <div className={styles.decisions}>
      {isPlain ? null : (
        <div className={styles.choice}>
          <Select label="Decisions" value={shown} onChange={setShown} options={[{ value: "all", label: "All decisions" }, { value: "moves", label: "Something was done" }, { value: "quiet", label: "Nothing was done" }]} />
        </div>
      )}
      <ol ref={list} aria-label="Decisions, newest first">
        {entries.map((entry) => (
          <DecisionItem key={`${entry.decision.at} ${entry.decision.kind} ${entry.decision.cycle} ${entry.decision.reason}`} loop={loop} entry={entry} numbers={numbers} isPlain={isPlain} />
        ))}
      </ol>
      {wanted.length === 0 ? <p className={styles.none}>{decisions.length ? `None of the ${decisions.length} newest decisions is of this kind.` : "Nothing was decided yet: the loop looks at its deployment on every tick and says here what it did, or why not."}</p> : null}
      {onOlder ? <Button isBusy={isLoading} onClick={onOlder}>Older decisions</Button> : null}
    </div>
  );
}
