import { useRef } from "react";
import { useShortcut } from "../../app/keyboard";
import { useUrlState } from "../../app/urlState";
import { Input } from "../../components/Field";
import styles from "./Find.module.css";

/** Words to look for in a list that is here as a whole; in the address as `?q=`. */
export function Find({ label }: { label: string }) {
  const [words, setWords] = useUrlState("q", "");
  const field = useRef<HTMLInputElement>(null);
  useShortcut("/", label, () => field.current?.focus());
  return <Input ref={field} type="search" aria-label={label} placeholder={`${label}  /`} className={styles.find} value={words} onChange={setWords} />;
}
