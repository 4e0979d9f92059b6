import { colourOf } from "../../format/colour";
import { runName } from "./fields";
import styles from "./runs.module.css";

/** A run's own colour and its name; the colour is the same on every page. */
export function RunMark({ run, colour }: { run: { id: string; name: string }; colour?: string | undefined }) {
  return (
    <span className={styles.mark}>
      <span className={styles.dot} style={{ background: colour ?? colourOf(run.id) }} aria-hidden />
      <span className={`name ${run.name ? "" : "mono"}`} title={run.name || run.id}>
        {runName(run)}
      </span>
    </span>
  );
}
