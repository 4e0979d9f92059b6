import { call } from "../../api/call";
import { ApiError } from "../../api/errors";
import type { RunRow } from "../../api/operations";
import type { Sort, Source } from "../../components/Table";

const MOST_KEYS = 5;

export interface RunQuery {
  filter: string;
  columns: readonly string[];
  /** Raised to have the same rows asked again. */
  version: number;
}

/** How the API writes an order: `-` in front is descending. */
export function orderOf(sort: readonly Sort[]): string[] {
  const order = sort.slice(0, MOST_KEYS).map(({ id, isDescending }) => (isDescending ? `-${id}` : id));
  return order.length ? order : ["-started_at"];
}

export function sortOf(order: readonly string[]): Sort[] {
  return order.map((text) => ({ id: text.replace(/^-/, ""), isDescending: text.startsWith("-") }));
}

/**
 * Runs as the server finds them, page by page. `onRows` gets each page and how many rows that
 * makes; what the filter's author has to mend goes to `onRefused`.
 */
export function runSource(query: RunQuery, onRows: (rows: RunRow[], count: number) => void, onRefused: (error: ApiError | null) => void): Source<RunRow> {
  const { filter, columns, version } = query;
  let count = 0;
  return {
    key: filter,
    version: `${version} ${columns.join("\n")}`,
    async read({ sort, after, limit, signal }) {
      const asked = { filter, columns: [...columns], order_by: orderOf(sort), limit, after, count: after === null };
      try {
        const page = await call("runs.search", asked, { signal });
        onRefused(null);
        count = (after === null ? 0 : count) + page.rows.length;
        onRows(page.rows, count);
        return { rows: page.rows, next: page.next, ...(page.total !== null && { total: page.total, isExact: page.is_exact }) };
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "bad-input" || !filter) throw error;
        onRefused(error);
        return { rows: [], next: null, total: 0 };
      }
    },
  };
}
