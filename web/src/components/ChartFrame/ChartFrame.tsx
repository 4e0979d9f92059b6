import { useId, useRef, useState, type ReactNode } from "react";
import { grouped } from "../chart/number";
import { fileName, pngOf, saveFile, svgText } from "../chart/savePicture";
import { toCsv, type ChartTable } from "../chart/table";
import { ActionMenu, type Action } from "./ActionMenu";
import { DataTable } from "./DataTable";
import styles from "./ChartFrame.module.css";

export interface ChartFrameProps {
  /** The finding if there is one ("Recall fell by 4 points since 12 March"), else what is shown. */
  title: string;
  /** How it was made, in one line: the window, the test, what the band is. */
  note?: string | undefined;
  unit?: string | undefined;
  /** How many rows or points the picture stands on. */
  n?: number | undefined;
  /** The same as rows, made only when asked for. */
  table: () => ChartTable;
  /** The picture as SVG; without it the `svg[data-picture]` inside is taken. */
  picture?: () => SVGSVGElement | null;
  /** More entries of the menu, above the exports. */
  actions?: Action[] | undefined;
  legend?: ReactNode;
  /** The title stays for screen readers and exports, but is not drawn (a Panel already says it). */
  isTitleHidden?: boolean | undefined;
  /** False where there is nothing to save as an image. */
  hasPicture?: boolean | undefined;
  children: ReactNode;
}

/** Title, unit, n, legend, menu and table view: what every chart has around it. */
export function ChartFrame(props: ChartFrameProps): ReactNode {
  const { title, note, unit, n, table, legend, children } = props;
  const [isTable, setIsTable] = useState(false);
  const [failure, setFailure] = useState("");
  const frame = useRef<HTMLElement | null>(null);
  const titleId = useId();
  const facts = [unit, n === undefined ? undefined : `n = ${grouped(n)}`].filter(Boolean).join(" · ");

  const svg = (): string => {
    const live = props.picture?.() ?? frame.current?.querySelector<SVGSVGElement>("svg[data-picture]");
    if (!live) throw new Error("There is no picture to save yet");
    return svgText(live, { title, note: [facts, note].filter(Boolean).join(" · ") });
  };
  const save = (what: () => Promise<void> | void) => async (): Promise<void> => {
    setFailure("");
    try {
      await what();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  const exports: Action[] = [
    { label: isTable ? "Show as chart" : "Show as table", run: () => setIsTable(!isTable) },
    { label: "Save as CSV", run: save(() => saveFile(fileName(title, "csv"), toCsv(table()), "text/csv;charset=utf-8")) },
  ];
  if (!isTable && props.hasPicture !== false) {
    exports.push(
      { label: "Save as PNG", run: save(async () => saveFile(fileName(title, "png"), await pngOf(svg()))) },
      { label: "Save as SVG", run: save(() => saveFile(fileName(title, "svg"), svg(), "image/svg+xml")) },
    );
  }

  return (
    <figure ref={frame} className={styles.frame} aria-labelledby={titleId}>
      <figcaption className={styles.head}>
        <span className={styles.words}>
          <span id={titleId} className={props.isTitleHidden ? styles.unseen : styles.title} title={title}>
            {title}
          </span>
          {facts && <span className={styles.facts}>{facts}</span>}
        </span>
        <ActionMenu label={`Actions of chart: ${title}`} actions={[...(props.actions ?? []), ...exports]} />
      </figcaption>
      {note && <p className={styles.note}>{note}</p>}
      {legend}
      {failure && <p role="alert" className={styles.failure}>{failure}</p>}
      {isTable ? <DataTable table={table()} label={title} onClose={() => setIsTable(false)} /> : children}
    </figure>
  );
}
