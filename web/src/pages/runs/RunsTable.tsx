import { useCallback, useMemo, useRef, useState } from "react";
import type { ApiError } from "../../api/errors";
import { snippetOf } from "../../api/snippet";
import type { RunInfo, RunRow } from "../../api/operations";
import { Table } from "../../components/Table";
import { runColumns } from "./columns";
import { differentFields } from "./different";
import { EmptyRuns } from "./EmptyRuns";
import { useGoals } from "./goals";
import { RunsColumns, RunsTools } from "./RunsTools";
import { rememberSiblings } from "./siblings";
import { orderOf, runSource } from "./source";
import { useRunNews } from "./useRunNews";
import type { RunsView } from "./useRunsView";

export interface RunsTableProps {
  view: RunsView;
  selected: ReadonlySet<string>;
  select: (selected: ReadonlySet<string>) => void;
  compare: () => void;
  compareOff: string | null;
  baseline: RunInfo | undefined;
  isRefused: boolean;
  onRefused: (error: ApiError | null) => void;
}

const NO_ROWS: RunRow[] = [];

/** The runs one by one, windows at a time. */
export function RunsTable({ view, selected, select, compare, compareOff, baseline, isRefused, onRefused }: RunsTableProps) {
  const goals = useGoals();
  const [sample, setSample] = useState(NO_ROWS);
  const loaded = useRef(0);
  const { version, news } = useRunNews(useCallback(() => loaded.current, []));
  const { filter, fields } = view;
  const asked = useMemo(() => fields.map(({ field }) => field).filter((field) => !OWN.has(field)), [fields]);
  const source = useMemo(
    () => runSource({ filter, columns: asked, version }, (rows, count) => {
      loaded.current = count;
      if (count === rows.length) setSample(rows);
    }, onRefused),
    [filter, asked, version, onRefused],
  );
  const shown = useMemo(() => {
    if (!view.isOnlyDifferent) return fields;
    const chosen = sample.filter(({ id }) => selected.has(id));
    return differentFields(fields, chosen.length > 1 ? chosen : sample);
  }, [view.isOnlyDifferent, fields, sample, selected]);
  // `goals` changes what is better, and with it how deltas look
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const columns = useMemo(() => runColumns(shown, baseline), [shown, baseline, goals]);
  const open = (row: RunRow) => {
    rememberSiblings(sample.map(({ id }) => id));
    view.setOpened(row.id);
  };
  const python = () => snippetOf("runs.search", { filter, order_by: orderOf(view.sort), columns: asked, limit: 1000 }).python;
  return (
    <Table
      label="Runs" noun="run" fit="fill" isMain columns={columns} source={source} rowKey={keyOf}
      sort={view.sort} onSort={view.setSort} selected={selected} onSelect={select} onOpen={open} onPeek={open}
      layout={view.layout} onLayout={view.setLayout} news={news} python={python} empty={<EmptyRuns filter={filter} isRefused={isRefused} />}
      tools={<RunsTools view={view} compare={compare} compareOff={compareOff} selectedCount={selected.size} hiddenCount={fields.length - shown.length} />}
      columnsTool={<RunsColumns view={view} />}
    />
  );
}

const OWN: ReadonlySet<string> = new Set(["state", "experiment", "owner", "started_at", "ended_at", "duration_s", "parent", "name", "id"]);
const keyOf = (row: RunRow) => row.id;
