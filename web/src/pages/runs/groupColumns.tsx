import { ChevronDown, ChevronRight } from "lucide-react";
import type { RunRow } from "../../api/operations";
import type { Column } from "../../components/Table";
import { counted, formatNumber, fullNumber } from "../../format/number";
import { formatDuration } from "../../format/time";
import { Time } from "../../components/Time";
import { readField } from "./fields";
import type { Line } from "./groupSource";
import styles from "./runs.module.css";

/** The columns of the runs table for groups: a head has mean ± standard deviation, its runs their own values. */
export function groupColumns(columns: readonly Column<RunRow>[]): Column<Line>[] {
  return columns.map((column, at) => ({
    id: column.id,
    header: at === 0 ? "Group" : column.header,
    ...(column.unit && { unit: column.unit }),
    ...(column.align && { align: column.align }),
    ...(column.goal && { goal: column.goal }),
    sortable: at === 0 || column.align === "end",
    width: at === 0 ? 300 : column.align === "end" ? Math.max(column.width ?? 0, 150) : (column.width ?? 140),
    value: (line) => (line.kind === "run" ? column.value(line.row) : line.kind === "group" ? (at === 0 ? nameOf(line) : line.group.figures[column.id]?.mean) : null),
    cell: (line) => (at === 0 ? <First line={line} column={column} /> : <Rest line={line} column={column} />),
  }));
}

function nameOf(line: Line & { kind: "group" }): string {
  return Object.values(line.group.by).map((value) => (value === null ? "–" : String(value))).join(" · ");
}

function First({ line, column }: { line: Line; column: Column<RunRow> }) {
  if (line.kind === "run") return <span className={styles.inside}>{column.cell?.(line.row)}</span>;
  if (line.kind === "more") return <span className={`quiet ${styles.inside}`}>{counted(line.count, "more run")}: open to filter by this group</span>;
  const Chevron = line.isOpen ? ChevronDown : ChevronRight;
  const says = Object.entries(line.group.by).map(([field, value]) => `${readField(field).label} = ${value ?? "–"}`).join(", ");
  return (
    <span className={styles.mark}>
      <Chevron size={14} aria-hidden />
      <span className={`name ${styles.strong}`} title={says}>{nameOf(line)}</span>
      <span className="quiet">{counted(line.group.runs, "run")}<span className="unseen">{line.isOpen ? ", open" : ", closed"}</span></span>
    </span>
  );
}

function Rest({ line, column }: { line: Line; column: Column<RunRow> }) {
  if (line.kind === "run") return column.cell ? column.cell(line.row) : <Plain value={column.value(line.row)} />;
  if (line.kind === "more") return null;
  const figure = line.group.figures[column.id];
  if (!figure || figure.mean === null) return null;
  const write = column.id === "duration_s" ? formatDuration : formatNumber;
  const says = `mean ${fullNumber(figure.mean)}, standard deviation ${fullNumber(figure.sd)}, from ${fullNumber(figure.min)} to ${fullNumber(figure.max)}, n = ${figure.count}`;
  return (
    <span className="number" title={says}>
      {write(figure.mean)}
      {figure.sd === null ? null : <span className="quiet"> ± {write(spread(figure.sd, figure.mean))}</span>}
    </span>
  );
}

/** Two digits are enough of a spread; what only rounding has made is none. */
function spread(sd: number, mean: number): number {
  return sd <= Math.max(1e-8, Math.abs(mean) * 1e-12) ? 0 : Number(sd.toPrecision(2));
}

function Plain({ value }: { value: ReturnType<Column<RunRow>["value"]> }) {
  if (value === null || value === undefined || value === "") return <span className="quiet">–</span>;
  if (value instanceof Date) return <Time at={value} />;
  if (typeof value === "number") return <span className="number">{formatNumber(value)}</span>;
  return <span className="name" title={String(value)}>{String(value)}</span>;
}
