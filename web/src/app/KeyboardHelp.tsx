import { Dialog } from "../components/Dialog";
import { keyLabel, useShortcuts } from "./keyboard";
import styles from "./KeyboardHelp.module.css";
import { singleKeys } from "./preferences";

/** Keys that components answer to while they have the focus; they are not in the registry. */
const IN_PLACE: Record<string, readonly (readonly [string, string])[]> = {
  "In a table": [
    ["j k", "Next and previous row"],
    ["Enter", "Open"],
    ["Space", "Peek without leaving"],
    ["x", "Select"],
    ["shift+x", "Select up to here"],
  ],
  "In a chart": [
    ["← →", "Move the cursor"],
    ["Esc", "Reset the zoom"],
  ],
};

/** Every key that does something now. */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcuts();
  const isOn = singleKeys.use() === "on";
  const groups = Map.groupBy(shortcuts, ({ group }) => group);
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard" width={720} description={isOn ? undefined : "Single keys are switched off in the settings; only those with Ctrl or ⌘ work."}>
      <div className={styles.groups}>
        {[...groups].map(([group, found]) => (
          <List key={group} title={group} rows={found.map(({ keys, label }) => [keys, label] as const)} />
        ))}
        {Object.entries(IN_PLACE).map(([group, rows]) => (
          <List key={group} title={group} rows={rows} />
        ))}
      </div>
    </Dialog>
  );
}

function List({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {rows.map(([keys, label]) => (
          <div key={keys} className={styles.row}>
            <dt>
              {keyLabel(keys).split(/(?<!Ctrl|Shift) /).map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
