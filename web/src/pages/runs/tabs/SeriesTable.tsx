import { useMemo } from "react";
import type { RunInfo, Series } from "../../../api/operations";
import { Num } from "../../../components/Num";
import { Table, type Column } from "../../../components/Table";
import { numberOf } from "../../../format/number";
import { goalOf, useGoals } from "../goals";
import { MetricCell } from "../MetricCell";

/** Exact figures of every series of a run, with the difference of the last value to a baseline. */
export function SeriesTable({ series, baseline }: { series: readonly Series[]; baseline: RunInfo | undefined }) {
  const goals = useGoals();
  const hasPoints = series.some(({ count }) => count > 1);
  // `goals` changes which way is better
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const columns = useMemo(() => columnsOf(baseline, hasPoints), [baseline, hasPoints, goals]);
  return <Table label="Metrics of this run" noun="metric" columns={columns} rows={series} rowKey={keyOf} hasNoBar fit={24} compact empty="No metric was logged." />;
}

const keyOf = (row: Series) => `${row.key} ${row.context}`;

function columnsOf(baseline: RunInfo | undefined, hasPoints: boolean): Column<Series>[] {
  const figure = (id: string, header: string, read: (row: Series) => number | null): Column<Series> => ({ id, header, align: "end", width: 92, value: read, cell: (row) => <Num value={read(row)} /> });
  const last = (row: Series) => numberOf(row.last);
  const columns: Column<Series>[] = [
    { id: "key", header: "Metric", width: 190, value: (row) => (row.context ? `${row.key} ${row.context}` : row.key) },
    { id: "last", header: "Last", align: "end", width: baseline ? 150 : 92, value: last, cell: (row) => <MetricCell value={last(row)} baseline={baseline && row.context === "" ? (numberOf(baseline.metrics[row.key])) : undefined} goal={goalOf(row.key)} /> },
  ];
  if (!hasPoints) return baseline ? [...columns, figure("baseline", "Baseline", (row) => (row.context === "" ? numberOf(baseline.metrics[row.key]) : null))] : columns;
  return [
    ...columns,
    figure("min", "Lowest", (row) => numberOf(row.min)),
    figure("min_step", "at step", (row) => row.min_step),
    figure("max", "Highest", (row) => numberOf(row.max)),
    figure("max_step", "at step", (row) => row.max_step),
    figure("mean", "Mean", (row) => numberOf(row.mean)),
    figure("count", "Points", (row) => row.count),
    figure("nan_count", "NaN", (row) => row.nan_count || null),
  ];
}
