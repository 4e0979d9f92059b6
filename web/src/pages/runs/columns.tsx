import type { RunInfo, RunRow } from "../../api/operations";
import type { CellValue, Column } from "../../components/Table";
import { Status } from "../../components/Status";
import { formatDuration } from "../../format/time";
import { durationOf, numberOf, readField, valueIn, type RunField } from "./fields";
import { goalOf } from "./goals";
import { MetricCell } from "./MetricCell";
import { RunMark } from "./RunMark";
import styles from "./runs.module.css";
import { RUN_STATES } from "./state";

const WIDTHS: Record<string, number> = { state: 104, experiment: 124, owner: 124, started_at: 108, ended_at: 108, duration_s: 88, id: 140, notes: 220, parent: 140 };

/** The columns of the runs table: the name first and always, then the chosen ones. */
export function runColumns(fields: readonly RunField[], baseline: RunInfo | undefined): Column<RunRow>[] {
  return [NAME, ...fields.map((field) => columnOf(field, baseline))];
}

const NAME: Column<RunRow> = { id: "name", header: "Name", width: 176, value: (row) => row.name || row.id, cell: (row) => <RunMark run={row} /> };

function columnOf(field: RunField, baseline: RunInfo | undefined): Column<RunRow> {
  const { field: id, label, kind } = field;
  const value = (row: RunRow): CellValue => valueIn(row, field);
  const base = { id, header: label, value };
  if (kind === "metric") return metricColumn(base, field, baseline);
  if (id === "state") return { ...base, width: WIDTHS["state"]!, cell: (row) => <Status state={RUN_STATES[row.state]} word={row.state} /> };
  if (id === "duration_s") return { ...base, align: "end", width: 88, cell: (row) => <span className="number">{formatDuration(durationOf(row))}</span> };
  if (kind === "attribute") return { ...base, width: WIDTHS[id] ?? 140, ...(id === "id" && { cell: (row: RunRow) => <code className="name">{row.id}</code> }) };
  return valueColumn(base, field, baseline);
}

type Base = Pick<Column<RunRow>, "id" | "header" | "value">;

function metricColumn(base: Base, field: RunField, baseline: RunInfo | undefined): Column<RunRow> {
  const goal = goalOf(field.label);
  const pinned = baseline && (baselineValue(baseline, field) as number | null);
  return {
    ...base,
    align: "end",
    width: baseline ? 150 : 104,
    note: `metric ${field.label}`,
    ...(goal && { goal }),
    cell: (row) => <MetricCell value={base.value(row) as number | undefined} baseline={pinned} goal={goal} />,
  };
}

function valueColumn(base: Base, field: RunField, baseline: RunInfo | undefined): Column<RunRow> {
  const common = { ...base, note: `${field.kind} ${field.label}`, ...(field.isNumber && { align: "end" as const }), width: field.isNumber ? 104 : 130 };
  if (!baseline) return field.isNumber ? { ...common, cell: (row) => <Plain value={base.value(row)} /> } : common;
  const pinned = baselineValue(baseline, field);
  return { ...common, cell: (row) => <Against value={base.value(row)} pinned={pinned} /> };
}

function Plain({ value }: { value: CellValue }) {
  return typeof value === "number" ? <MetricCell value={value} baseline={undefined} goal={undefined} /> : <>{value === null || value === undefined ? <span className="quiet">–</span> : String(value)}</>;
}

/** A param beside a pinned baseline: what is as there steps back, what is not stands out. */
function Against({ value, pinned }: { value: CellValue; pinned: CellValue }) {
  const text = value === null || value === undefined ? "–" : String(value);
  return (
    <span className={`name ${value === pinned ? "quiet" : styles.differs}`} title={value === pinned ? `${text}, as the baseline` : `${text}; baseline ${pinned ?? "–"}`}>
      {text}
    </span>
  );
}

/** What the baseline has in a column; figures other than the last value are not known of it. */
export function baselineValue(baseline: RunInfo, field: RunField): CellValue {
  if (field.kind === "metric") return numberOf(baseline.metrics[field.label]);
  if (field.kind === "param") return baseline.params[field.label] ?? null;
  if (field.kind === "tag") return baseline.tags[field.label] ?? null;
  return null;
}

/** The columns of the address, or those that most people look at first. */
export function chosenFields(chosen: readonly string[], known: readonly RunField[]): RunField[] {
  if (chosen.length === 0) return usualFields(known);
  const byField = new Map(known.map((field) => [field.field, field]));
  return chosen.filter((field) => field !== "name").map((field) => byField.get(field) ?? readField(field));
}

const MOST_USUAL = 4;

function usualFields(known: readonly RunField[]): RunField[] {
  const kind = (wanted: RunField["kind"]) => known.filter((field) => field.kind === wanted);
  const depth = (field: RunField) => Number(!goalOf(field.label)) * 10 + field.label.split(/[./]/).length;
  const metrics = [...kind("metric")].sort((a, b) => depth(a) - depth(b)).slice(0, MOST_USUAL);
  return [...["state", "experiment", "started_at", "duration_s"].map(readField), ...metrics, ...kind("param").slice(0, MOST_USUAL)];
}
