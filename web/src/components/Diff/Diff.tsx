import { useMemo, useState } from "react";
import { formatCount } from "../../format/number";
import styles from "./Diff.module.css";
import { DiffRows, type DiffRow } from "./DiffRows";
import { diffLines, folded, type Line } from "./lines";

export type DiffProps = TextDiffProps | RowsDiffProps;

export interface TextDiffProps {
  before: string;
  after: string;
  beforeLabel?: string;
  afterLabel?: string;
}

export interface RowsDiffProps {
  /** Values side by side: parameters, metrics, columns of a schema. */
  rows: DiffRow[];
  beforeLabel?: string;
  afterLabel?: string;
  /** Leave out what did not change. */
  isOnlyChanged?: boolean;
}

/** What changed: of two texts line by line, of two sets of values row by row. */
export function Diff(props: DiffProps) {
  return "rows" in props ? <DiffRows {...props} /> : <TextDiff {...props} />;
}

function TextDiff({ before, after, beforeLabel = "before", afterLabel = "after" }: TextDiffProps) {
  const chunks = useMemo(() => folded(diffLines(before, after)), [before, after]);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  if (before === after) return <p className={styles.same}>No difference.</p>;
  const gone = count(chunks.flatMap((chunk) => chunk.lines), "gone");
  const fresh = count(chunks.flatMap((chunk) => chunk.lines), "new");
  return (
    <div className={styles.diff}>
      <p className={styles.sum}>
        {beforeLabel} → {afterLabel}: <span className={styles.minus}>−{formatCount(gone)}</span>{" "}
        <span className={styles.plus}>+{formatCount(fresh)}</span> lines
      </p>
      {/* a scroll area has to be reachable by keyboard */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.lines} role="region" aria-label={`Changes from ${beforeLabel} to ${afterLabel}`} tabIndex={0}>
        {chunks.map((chunk, at) =>
          chunk.kind === "skipped" && !opened.has(at) ? (
            <button key={keyOf(chunk.lines)} type="button" className={styles.fold} onClick={() => setOpened(new Set([...opened, at]))}>
              {formatCount(chunk.lines.length)} lines without a change
            </button>
          ) : (
            chunk.lines.map((line) => <OneLine key={keyOf([line])} line={line} />)
          ),
        )}
      </div>
    </div>
  );
}

const keyOf = (lines: Line[]) => `${lines[0]?.before ?? ""}:${lines[0]?.after ?? ""}`;
const count = (lines: Line[], kind: Line["kind"]) => lines.filter((line) => line.kind === kind).length;

function OneLine({ line }: { line: Line }) {
  const said = { same: "", gone: "removed: ", new: "added: " }[line.kind];
  return (
    <div className={`${styles.line} ${styles[line.kind]}`}>
      <span className={styles.number} aria-hidden>{line.before}</span>
      <span className={styles.number} aria-hidden>{line.after}</span>
      <span className={styles.mark} aria-hidden>{{ same: " ", gone: "−", new: "+" }[line.kind]}</span>
      <code>
        {said ? <span className="unseen">{said}</span> : null}
        {line.text || " "}
      </code>
    </div>
  );
}
