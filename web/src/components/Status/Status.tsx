import styles from "./Status.module.css";

export type State = "ok" | "warn" | "bad" | "busy" | "unknown";

export interface StatusProps {
  state: State;
  /** The word: "running", "failed"; colour and shape only repeat it. */
  word: string;
  /** On a tinted ground, for headers. */
  isTinted?: boolean;
  title?: string;
}

/** A state as shape, colour and word, so no one of the three has to be seen. */
export function Status({ state, word, isTinted = false, title }: StatusProps) {
  return (
    <span className={`${styles.status} ${styles[state]} ${isTinted ? styles.tinted : ""}`} title={title}>
      <Shape state={state} />
      <span className={styles.word}>{word}</span>
    </span>
  );
}

/** The shape alone, for a place where the word stands beside it. */
export function Shape({ state }: { state: State }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden className={`${styles.shape} ${styles[state]}`}>
      {SHAPES[state]}
    </svg>
  );
}

const SHAPES = {
  ok: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  warn: <path d="M6 1.2 11.4 10.8H.6Z" fill="currentColor" />,
  bad: <path d="m2.4 2.4 7.2 7.2m0-7.2-7.2 7.2" fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />,
  busy: (
    <g fill="none" stroke="currentColor" strokeWidth="2">
      <circle cx="6" cy="6" r="4.2" opacity="0.35" />
      <path d="M6 1.8A4.2 4.2 0 0 1 10.2 6" />
    </g>
  ),
  unknown: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 1.6" />,
};
