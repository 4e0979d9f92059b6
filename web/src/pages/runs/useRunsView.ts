import { useMemo } from "react";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import type { FilterName } from "../../components/FilterBar";
import type { Layout, Sort } from "../../components/Table";
import { chosenFields } from "./columns";
import { fieldOf } from "./fields";
import { orderOf, sortOf } from "./source";

const NEWEST: readonly string[] = ["-started_at"];
const NONE: readonly string[] = [];
const NO_WIDTHS: Record<string, number> = {};

/** What the runs table shows; all of it is in the address, so a reload, Back or a pasted link shows it again. */
export function useRunsView() {
  const [filter, setFilter] = useUrlState("filter", "");
  const [order, setOrder] = useUrlState("sort", NEWEST);
  const [chosen, setChosen] = useUrlState("columns", NONE);
  const [group, setGroup] = useUrlState("group", NONE);
  const [baseline, setBaseline] = useUrlState("baseline", "");
  const [isOnlyDifferent, setOnlyDifferent] = useUrlState("differences", false);
  const [opened, setOpened] = useUrlState("run", "");
  const [widths, setWidths] = useUrlState("widths", NO_WIDTHS);
  const columns = useCall("runs.columns", {});
  const known = useMemo(() => (columns.data ?? []).map(fieldOf), [columns.data]);
  const fields = useMemo(() => chosenFields(chosen, known), [chosen, known]);
  const sort = useMemo(() => sortOf(order), [order]);
  const layout: Layout = useMemo(() => ({ widths: widths as Record<string, number> }), [widths]);
  return {
    filter, setFilter: (now: string) => setFilter(now, { push: true }),
    sort, setSort: (now: Sort[]) => setOrder(orderOf(now), { push: true }),
    chosen, setChosen, known, fields,
    group, setGroup: (now: string[]) => setGroup(now, { push: true }),
    baseline, setBaseline,
    isOnlyDifferent, setOnlyDifferent,
    opened, setOpened,
    layout,
    setLayout: (now: Layout) => {
      if (now.order) setChosen(now.order.filter((field) => field !== "name"));
      setWidths(now.widths ?? NO_WIDTHS);
    },
    /** Which columns there are is known, so rows are asked for once, with all of them. */
    isKnown: chosen.length > 0 || columns.data !== undefined || columns.error !== null,
    columns,
  };
}

export type RunsView = ReturnType<typeof useRunsView>;

const STATES = ["running", "finished", "failed", "killed"];

/** Names for the filter: every field there is, with the values of the one that is being typed. */
export function useFilterNames(view: RunsView, draft: string): FilterName[] {
  const field = useMemo(() => fieldBeingTyped(draft, view.known.map((one) => one.field)), [draft, view.known]);
  const isAsked = field !== null && field !== "state" && !field.startsWith("metrics.") && !TIMES.has(field);
  const values = useCall("runs.values", { field: field ?? "", limit: 20 }, { enabled: isAsked });
  return useMemo(
    () => view.known.map(({ field: name, kind, isNumber }) => {
      const found = name === field ? (values.data ?? []).map(({ value }) => String(value)) : [];
      const known = name === "state" ? STATES : TIMES.has(name) ? ["-1d", "-7d", "-30d"] : found;
      return { name, kind, isNumber: isNumber && !found.some((value) => Number.isNaN(Number(value))), values: known };
    }),
    [view.known, field, values.data],
  );
}

const TIMES = new Set(["started_at", "ended_at"]);

/** The field whose value is wanted next: the last one named. */
function fieldBeingTyped(draft: string, fields: readonly string[]): string | null {
  let last: string | null = null;
  let at = -1;
  for (const field of fields) {
    const found = draft.lastIndexOf(field);
    if (found > at || (found === at && found >= 0 && field.length > (last?.length ?? 0))) [last, at] = [field, found];
  }
  return last;
}
