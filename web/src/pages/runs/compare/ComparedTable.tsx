import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ApiError } from "../../../api/errors";
import type { Compared } from "../../../api/operations";
import { useUrlState } from "../../../app/urlState";
import { Checkbox } from "../../../components/Field";
import { Panel } from "../../../components/Panel";
import { Table, type Column } from "../../../components/Table";
import { formatNumber } from "../../../format/number";
import { numberOf } from "../fields";
import { goalOf, useGoals } from "../goals";
import { MetricCell } from "../MetricCell";
import page from "../ComparePage.module.css";
import type { ShownRun } from "./useCompared";

interface ComparedTableProps {
  query: UseQueryResult<Compared[], ApiError>;
  runs: readonly ShownRun[];
  /** In the order the values come. */
  ids: readonly string[];
  baseline: string;
}

const ORDER = { param: 0, metric: 1, tag: 2, input: 3 };
const NAMES = { param: "Params", metric: "Metrics", tag: "Tags", input: "Inputs" };

/** Params, metrics, tags and inputs, a column for each run; what is the same in all stays away unless asked for. */
export function ComparedTable({ query, runs, ids, baseline }: ComparedTableProps) {
  const [isAll, setAll] = useUrlState("all", false);
  const goals = useGoals();
  const rows = useMemo(() => query.data && arranged(query.data, isAll), [query.data, isAll]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- goals change which way is better
  const columns = useMemo(() => columnsOf(runs, ids, baseline), [runs, ids, baseline, goals]);
  const same = query.data?.filter((row) => row.is_equal).length ?? 0;
  return (
    <Panel title="What differs" query={query} isFlush note={isAll ? undefined : `${same} that are the same in all are left out`}
      actions={<Checkbox label="Show what is the same" isChecked={isAll} onChange={(isOn) => setAll(isOn)} />}>
      <Table label="Runs side by side" noun="row" columns={columns} rows={rows} rowKey={keyOf} groupBy="kind" layout={LAYOUT} onLayout={ignore} fit={30} compact empty="Nothing differs between these runs." />
    </Panel>
  );
}

const LAYOUT = { hidden: ["kind"] };
const ignore = () => undefined;
const keyOf = (row: Compared) => `${row.kind} ${row.key}`;

function arranged(rows: readonly Compared[], isAll: boolean): Compared[] {
  return rows.filter((row) => isAll || !row.is_equal).sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || a.key.localeCompare(b.key));
}

function columnsOf(runs: readonly ShownRun[], ids: readonly string[], baseline: string): Column<Compared>[] {
  const places = new Map(ids.map((id, at) => [id, at]));
  const pinned = places.get(baseline);
  return [
    { id: "key", header: "Name", width: 200, value: (row) => row.key, sortable: false },
    { id: "kind", header: "Kind", value: (row) => NAMES[row.kind] },
    ...runs.map((run): Column<Compared> => {
      const at = places.get(run.id)!;
      return {
        id: run.id, header: run.title, align: "end", width: pinned === undefined ? 130 : 160, sortable: false,
        // as text: a mean over different params would mean nothing
        value: (row) => (row.values[at] === null || row.values[at] === undefined ? null : String(row.values[at])), cell: (row) => <Value row={row} at={at} pinned={pinned} />,
      };
    }),
  ];
}

function Value({ row, at, pinned }: { row: Compared; at: number; pinned: number | undefined }) {
  const value = row.values[at];
  if (row.kind === "metric") return <MetricCell value={numberOf(value)} baseline={pinned === undefined || pinned === at ? undefined : numberOf(row.values[pinned])} goal={goalOf(row.key)} />;
  if (value === null || value === undefined) return <span className="quiet">–</span>;
  const text = typeof value === "number" ? formatNumber(value) : String(value);
  const isOther = pinned !== undefined && value !== row.values[pinned];
  return <span className={`name ${isOther ? page.yes : ""}`} title={String(value)}>{text}</span>;
}
