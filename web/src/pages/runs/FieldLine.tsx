import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import { Checkbox } from "../../components/Field";
import type { RunField } from "./fields";
import styles from "./FieldPicker.module.css";
import { goalOf, setGoal, useGoals, type Wish } from "./goals";

interface FieldLineProps {
  field: RunField;
  isChosen: boolean;
  isOff: boolean;
  onToggle: (field: string, isOn: boolean) => void;
  hasGoal: boolean;
}

const NEXT: Record<Wish, Wish> = { up: "down", down: "none", none: "up" };
const WORDS: Record<Wish, string> = { up: "higher is better", down: "lower is better", none: "neither way is better" };
const ICONS = { up: ArrowUp, down: ArrowDown, none: Minus };

/** One field: on or off, and of a metric which way is better. */
export function FieldLine({ field, isChosen, isOff, onToggle, hasGoal }: FieldLineProps) {
  return (
    <div className={styles.line} title={field.field}>
      <Checkbox className={styles.check ?? ""} isChecked={isChosen} label={field.label} disabled={isOff} onChange={(isOn) => onToggle(field.field, isOn)} />
      {hasGoal ? <GoalButton metric={field.label} /> : null}
    </div>
  );
}

function GoalButton({ metric }: { metric: string }) {
  useGoals();
  const now: Wish = goalOf(metric) ?? "none";
  const Icon = ICONS[now];
  const says = `${metric}: ${WORDS[now]}; press to change`;
  return (
    <button type="button" className={styles.goal} aria-label={says} title={says} onClick={() => setGoal(metric, NEXT[now])}>
      <Icon size={13} aria-hidden />
    </button>
  );
}
