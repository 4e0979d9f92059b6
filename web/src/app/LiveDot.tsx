import { useLiveState, type Liveness } from "../api/live";
import { useZone } from "../components/Time/clock";
import { absoluteTime } from "../format/time";
import styles from "./LiveDot.module.css";

const WORDS: Record<Liveness, string> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  polling: "Polling",
  off: "Not live",
};

const SAYS: Record<Liveness, string> = {
  connecting: "Opening the stream of events",
  live: "Pages change by themselves as things happen",
  reconnecting: "The server does not answer; the page tries again",
  polling: "The stream of events is not reachable; the page asks every 5 s instead",
  off: "Pages change when they are opened or reloaded",
};

/** Whether what is shown is current: shape and word, and since when it is not. */
export function LiveDot() {
  const { state, asOf, why } = useLiveState();
  const zone = useZone();
  const isBehind = state === "reconnecting";
  const since = isBehind && asOf ? `, data as of ${absoluteTime(asOf, zone).slice(11, 19)}` : "";
  return (
    <span className={styles.dot} data-state={state} title={why || SAYS[state]} role="status">
      <span className={styles.shape} aria-hidden="true" />
      <span className={isBehind ? styles.behind : styles.word}>
        {WORDS[state]}
        {since}
      </span>
    </span>
  );
}
