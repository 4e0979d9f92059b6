import { Monitor, Moon, Sun } from "lucide-react";
import styles from "./Footer.module.css";
import { theme } from "./preferences";

const NEXT = { system: "light", light: "dark", dark: "system" } as const;
const ICON = { system: Monitor, light: Sun, dark: Moon };
const WORD = { system: "System theme", light: "Light", dark: "Dark" };

/** Goes round: as the system, light, dark. */
export function ThemeSwitch() {
  const chosen = theme.use();
  const Icon = ICON[chosen];
  return (
    <button type="button" className={styles.item} onClick={() => theme.set(NEXT[chosen])} title={`Next: ${WORD[NEXT[chosen]]}`}>
      <Icon size={12} strokeWidth={1.75} aria-hidden />
      {WORD[chosen]}
    </button>
  );
}
