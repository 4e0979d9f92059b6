import type { QueryClient } from "@tanstack/react-query";
import { callOptions } from "../../api/queries";
import type { RunGroup, RunRow } from "../../api/operations";
import type { Sort, Source } from "../../components/Table";
import { both, type RunField } from "./fields";
import { orderOf } from "./source";

/** A line of the grouped table: a group's head, one of its runs, or how many more there are. */
export type Line =
  | { kind: "group"; key: string; group: RunGroup; isOpen: boolean }
  | { kind: "run"; key: string; row: RunRow }
  | { kind: "more"; key: string; count: number; filter: string };

export interface GroupQuery {
  by: readonly string[];
  filter: string;
  fields: readonly RunField[];
  open: ReadonlySet<string>;
  version: number;
}

const MOST_GROUPS = 200;
const MOST_RUNS = 100; // of an opened group; the rest is one click away as a filter

/** Groups with the runs of those that are open, made into one list in the order asked for. */
export function groupSource(client: QueryClient, query: GroupQuery): Source<Line> {
  const { by, filter, fields, open, version } = query;
  const columns = fields.map(({ field }) => field).filter((field) => !(field in OWN));
  return {
    key: `${by.join("\n")} ${filter}`,
    version: `${version} ${columns.join("\n")} ${[...open].sort().join("\n")}`,
    async read({ sort }) {
      const measured = fields.filter(({ isNumber }) => isNumber).map(({ field }) => field);
      const asked = { by: [...by], filter, columns: measured, limit: MOST_GROUPS };
      const { groups, total } = await client.fetchQuery(callOptions("runs.groups", asked));
      const lines: Line[] = [];
      for (const group of inOrder(groups, sort)) {
        const key = group.filter;
        lines.push({ kind: "group", key, group, isOpen: open.has(key) });
        if (open.has(key)) lines.push(...(await runsOf(client, both(filter, key), columns, sort)));
      }
      return { rows: lines, next: null, total, isExact: true };
    },
  };
}

const OWN: Record<string, true> = { state: true, experiment: true, owner: true, started_at: true, ended_at: true, parent: true, name: true, id: true };

async function runsOf(client: QueryClient, filter: string, columns: string[], sort: readonly Sort[]): Promise<Line[]> {
  const order_by = orderOf(sort.filter(({ id }) => id !== "name"));
  const page = await client.fetchQuery(callOptions("runs.search", { filter, columns, order_by, limit: MOST_RUNS }));
  const lines: Line[] = page.rows.map((row) => ({ kind: "run", key: row.id, row }));
  const left = (page.total ?? 0) - page.rows.length;
  return left > 0 ? [...lines, { kind: "more", key: `more ${filter}`, count: left, filter }] : lines;
}

/** By the mean of a column, or as the server says: the largest first. */
function inOrder(groups: readonly RunGroup[], sort: readonly Sort[]): RunGroup[] {
  const [by] = sort;
  if (!by) return [...groups];
  const sign = by.isDescending ? -1 : 1;
  const size = (group: RunGroup): number | null => (by.id === "name" ? group.runs : (group.figures[by.id]?.mean ?? null));
  if (groups.every((group) => size(group) === null)) return [...groups];
  return [...groups].sort((a, b) => {
    const [x, y] = [size(a), size(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
}
