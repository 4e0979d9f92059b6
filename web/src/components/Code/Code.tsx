import { useMemo } from "react";
import { CopyButton } from "../CopyButton";
import styles from "./Code.module.css";
import { type Language, tokens } from "./tokens";

export interface CodeProps {
  text: string;
  language?: Language;
  /** The name of the block, for its scroll area. */
  label?: string;
  hasLineNumbers?: boolean;
  /** Break long lines instead of scrolling. */
  isWrapped?: boolean;
  maxHeight?: number;
  isCopyHidden?: boolean;
}

/** Code for reading and copying, lightly coloured. */
export function Code(props: CodeProps) {
  const { text, language = "text", label, hasLineNumbers = false, isWrapped = false, maxHeight, isCopyHidden = false } = props;
  const parts = useMemo(() => tokens(text, language), [text, language]);
  const lines = hasLineNumbers ? text.split("\n").length : 0;
  return (
    <div className={styles.block}>
      {/* a scroll area has to be reachable by keyboard: oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} style={{ maxHeight }} role="region" aria-label={label ?? `${language} code`} tabIndex={0}>
        {lines ? (
          <pre className={styles.numbers} aria-hidden>
            {Array.from({ length: lines }, (_, at) => at + 1).join("\n")}
          </pre>
        ) : null}
        <pre className={`${styles.text} ${isWrapped ? styles.wrapped : ""}`}>
          <code>
            {parts.map((part) =>
              part.kind === "plain" ? (
                part.text
              ) : (
                <span key={part.at} className={styles[part.kind]}>
                  {part.text}
                </span>
              ),
            )}
          </code>
        </pre>
      </div>
      {isCopyHidden ? null : (
        <span className={styles.copy}>
          <CopyButton text={text} label="Copy code" />
        </span>
      )}
    </div>
  );
}
