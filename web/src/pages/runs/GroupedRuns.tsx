import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { Table } from "../../components/Table";
import { useSetUrl } from "../../app/urlState";
import { runColumns } from "./columns";
import { EmptyRuns } from "./EmptyRuns";
import { useGoals } from "./goals";
import { groupColumns } from "./groupColumns";
import { groupSource, type Line } from "./groupSource";
import { RunsColumns, RunsTools } from "./RunsTools";
import type { RunsTableProps } from "./RunsTable";
import { useRunNews } from "./useRunNews";

const NONE: ReadonlySet<string> = new Set();

/** Runs under heads of what they have in common, with mean ± standard deviation of every figure. */
export function GroupedRuns({ view, selected, select, compare, compareOff, baseline }: RunsTableProps) {
  const client = useQueryClient();
  const goals = useGoals();
  const setUrl = useSetUrl();
  const [open, setOpen] = useState(NONE);
  const { version, news } = useRunNews(useCallback(() => 0, []));
  const { filter, fields, group } = view;
  const source = useMemo(() => groupSource(client, { by: group, filter, fields, open, version }), [client, group, filter, fields, open, version]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- goals change what is better
  const columns = useMemo(() => groupColumns(runColumns(fields, baseline)), [fields, baseline, goals]);
  const act = (line: Line) => {
    if (line.kind === "run") view.setOpened(line.row.id);
    else if (line.kind === "more") setUrl({ filter: line.filter, group: null }, { push: true });
    else setOpen(toggled(open, line.key));
  };
  return (
    <Table
      label="Groups of runs" noun="line" fit="fill" isMain columns={columns} source={source} rowKey={keyOf}
      sort={view.sort} onSort={view.setSort} onOpen={act} onPeek={act} layout={view.layout} onLayout={view.setLayout} news={news}
      selected={selected} onSelect={(keys) => select(new Set([...keys].filter((key) => /^[0-9a-f]{32}$/.test(key))))}
      empty={<EmptyRuns filter={filter} isRefused={false} />}
      tools={<RunsTools view={view} compare={compare} compareOff={compareOff} selectedCount={selected.size} hiddenCount={0} />}
      columnsTool={<RunsColumns view={view} />}
    />
  );
}

const keyOf = (line: Line) => line.key;

function toggled(open: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const now = new Set(open);
  if (!now.delete(key)) now.add(key);
  return now;
}
