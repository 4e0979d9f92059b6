import type { CSSProperties } from "react";
import { colourOf } from "../../format/colour";
import { runName } from "./fields";
import styles from "./runs.module.css";

/** A run's own colour and its name; the colour is the same on every page. */
export function RunMark({ run, colour }: { run: { id: string; name: string }; colour?: string | undefined }) {
  return (
    <span className={styles.mark} style={{ "--of-run": colour ?? colourOf(run.id) } as CSSProperties}>
      <span className={`name ${run.name ? "" : "mono"}`} title={run.name || run.id}>
        {runName(run)}
      </span>
    </span>
  );
}
