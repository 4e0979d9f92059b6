import { X } from "lucide-react";
import { Link } from "../Link";
import styles from "./Chips.module.css";

export interface Chip {
  label: string;
  /** After the label, as in `team  cargo`. */
  value?: string;
  to?: string;
  tone?: "plain" | "accent" | "ok" | "warn" | "bad" | "busy";
  onRemove?: () => void;
}

export interface ChipsProps {
  items: Chip[];
  label?: string;
  /** How many are shown before "+ n more". */
  most?: number;
}

/** Aliases, tags, versions: short words beside a name. */
export function Chips({ items, label, most = 12 }: ChipsProps) {
  if (items.length === 0) return null;
  const rest = items.slice(most);
  return (
    <ul className={styles.chips} aria-label={label}>
      {items.slice(0, most).map((chip) => (
        <li key={`${chip.label}=${chip.value ?? ""}`} className={`${styles.chip} ${styles[chip.tone ?? "plain"]}`}>
          <Words chip={chip} />
          {chip.onRemove ? (
            <button type="button" className={styles.remove} aria-label={`Remove ${chip.label}`} onClick={chip.onRemove}>
              <X size={12} aria-hidden />
            </button>
          ) : null}
        </li>
      ))}
      {rest.length ? (
        <li className={styles.chip} title={rest.map((chip) => chip.label).join(", ")}>
          +{rest.length} more
        </li>
      ) : null}
    </ul>
  );
}

function Words({ chip }: { chip: Chip }) {
  const words = (
    <span className="name" title={chip.value ? `${chip.label}: ${chip.value}` : chip.label}>
      {chip.label}
      {chip.value ? <span className={styles.value}>{chip.value}</span> : null}
    </span>
  );
  return chip.to ? <Link to={chip.to}>{words}</Link> : words;
}
