import { call, type Answer, type OperationId, type Params } from "../../api/call";
import type { Sort, Source } from "./types";

type RowOf<K extends OperationId> = Answer<K> extends readonly (infer Row)[] ? Row : never;

interface Options<K extends OperationId> {
  /** What the next window starts after: the id of the last row. */
  cursor: (row: RowOf<K>) => string;
  /** The order as this operation's parameters say it. */
  order?: (sort: readonly Sort[]) => Partial<Params<K>>;
  /** Changes when an event says that the list is another one now. */
  version?: number | string;
  /** How many match, when the page knows it. */
  total?: number;
}

/** A list operation of the API (`limit`, `after`) as the source of a table. Make it in a `useMemo`. */
export function operationSource<K extends OperationId>(id: K, params: Params<K>, options: Options<K>): Source<RowOf<K>> {
  const { cursor, order, version, total } = options;
  return {
    key: `${id} ${JSON.stringify(params)}`,
    ...(version === undefined ? {} : { version }),
    read: async ({ sort, after, limit, signal }) => {
      const page = { ...params, ...order?.(sort), limit, after };
      const rows = (await call(id, page as unknown as Params<K>, { signal })) as unknown as RowOf<K>[];
      const last = rows.at(-1);
      const next = last !== undefined && rows.length === limit ? cursor(last) : null;
      return { rows, next, ...(total === undefined ? {} : { total }) };
    },
  };
}
