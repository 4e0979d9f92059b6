import type { ReactNode } from "react";
import { Code, type Language } from "../Code";
import styles from "./Empty.module.css";

export interface EmptyProps {
  /** One sentence on what appears here. */
  title: string;
  /** Three to six lines that make it appear, ready to copy. */
  lines?: string[];
  language?: Language;
  action?: ReactNode;
  children?: ReactNode;
}

/** A place without content yet, which says what comes here and how. */
export function Empty({ title, lines, language = "python", action, children }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children}
      {lines?.length ? <Code text={lines.join("\n")} language={language} label="Lines to copy" /> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  );
}
