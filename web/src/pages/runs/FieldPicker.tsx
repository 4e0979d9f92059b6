import { Search } from "lucide-react";
import { Popover } from "radix-ui";
import { type ReactElement, useMemo, useState } from "react";
import { counted } from "../../format/number";
import type { RunField } from "./fields";
import { FieldLine } from "./FieldLine";
import styles from "./FieldPicker.module.css";

export interface FieldPickerProps {
  /** "Columns", "Group by". */
  label: string;
  trigger: ReactElement;
  fields: readonly RunField[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** How many can be chosen; then the others are off. */
  most?: number;
  /** Let people say what is better of a metric. */
  hasGoals?: boolean;
  /** Back to what was there at first. */
  onReset?: () => void;
}

const KINDS = [
  ["metric", "Metrics"],
  ["param", "Params"],
  ["tag", "Tags"],
  ["attribute", "Run"],
] as const;
const MOST_SHOWN = 60;

/** Fields by kind with a search over all of them; what is not chosen is never fetched. */
export function FieldPicker(props: FieldPickerProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{props.trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.picker} align="end" sideOffset={4} collisionPadding={8} aria-label={props.label}>
          <Inside {...props} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Inside({ label, fields, chosen, onChange, most, hasGoals = false, onReset }: FieldPickerProps) {
  const [wanted, setWanted] = useState("");
  const chosenSet = useMemo(() => new Set(chosen), [chosen]);
  const fitting = useMemo(() => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    return fields.filter((field) => words.every((word) => `${field.field} ${field.label}`.toLowerCase().includes(word)));
  }, [fields, wanted]);
  const toggle = (field: string, isOn: boolean) => onChange(isOn ? [...chosen, field] : chosen.filter((one) => one !== field));
  const isFull = most !== undefined && chosen.length >= most;
  return (
    <>
      <div className={styles.search}>
        <Search size={14} aria-hidden />
        <input value={wanted} onChange={(event) => setWanted(event.target.value)} placeholder={`Search ${counted(fields.length, "field")}`} aria-label={`Search ${label.toLowerCase()}`} spellCheck={false} />
      </div>
      {/* a scroll area has to be reachable by keyboard */}
      <div className={styles.list} role="group" aria-label={label} tabIndex={-1}>
        {KINDS.map(([kind, title]) => {
          const all = fitting.filter((field) => field.kind === kind);
          if (all.length === 0) return null;
          // chosen first, so that with hundreds of fields what is on stays in sight
          const shown = [...all.filter((field) => chosenSet.has(field.field)), ...all.filter((field) => !chosenSet.has(field.field))].slice(0, MOST_SHOWN);
          return (
            <section key={kind} aria-label={title}>
              <h3 className={styles.kind}>
                {title} <span className="quiet">{all.length}</span>
              </h3>
              {shown.map((field) => (
                <FieldLine key={field.field} field={field} isChosen={chosenSet.has(field.field)} isOff={isFull && !chosenSet.has(field.field)} onToggle={toggle} hasGoal={hasGoals && kind === "metric"} />
              ))}
              {all.length > shown.length ? <p className={styles.more}>{`${all.length - shown.length} more`}: search for them</p> : null}
            </section>
          );
        })}
        {fitting.length === 0 ? <p className={styles.more}>No field has “{wanted}” in its name.</p> : null}
      </div>
      <footer className={styles.foot}>
        <span className="quiet">{isFull ? `at most ${most}` : `${chosen.length} chosen`}</span>
        {onReset ? (
          <button type="button" className={styles.reset} onClick={onReset}>
            As they were
          </button>
        ) : null}
      </footer>
    </>
  );
}
