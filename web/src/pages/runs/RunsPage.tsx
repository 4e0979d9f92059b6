import { useState } from "react";
import type { ApiError } from "../../api/errors";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { useActions } from "../../app/actions";
import { useShortcut } from "../../app/keyboard";
import { pathOf } from "../../app/routes";
import { useTitle } from "../../app/title";
import { ApiCallDialog, type ShownCall } from "../../components/ApiCall";
import { FilterBar } from "../../components/FilterBar";
import { Skeleton } from "../../components/Skeleton";
import { BaselineStrip } from "./BaselineStrip";
import { orderOf } from "./source";
import { GroupedRuns } from "./GroupedRuns";
import { RunDrawer } from "./RunDrawer";
import styles from "./runs.module.css";
import { RunsTable } from "./RunsTable";
import { SavedViews } from "./SavedViews";
import { useFilterNames, useRunsView } from "./useRunsView";
import { useGo } from "./useGo";
import { useSelection } from "./useSelection";

const LEAST_COMPARED = 2;
export const MOST_COMPARED = 200;

/** All runs of the project: filtered, sorted and grouped by the server, compared from here. */
export default function RunsPage() {
  const view = useRunsView();
  const experiment = experimentIn(view.filter);
  const title = experiment ? `Runs of ${experiment}` : "Runs";
  useTitle(title);
  const [selected, select] = useSelection();
  const [draft, setDraft] = useState("");
  const [refused, setRefused] = useState<ApiError | null>(null);
  const [isCallShown, setCallShown] = useState(false);
  const names = useFilterNames(view, draft);
  const baseline = useCall("runs.get", { id: view.baseline }, { enabled: Boolean(view.baseline) });
  const go = useGo();
  const compareOff = compareBecause(selected.size);
  const compare = () => {
    if (compareOff) return;
    const ids = [...selected].join(",");
    const pinned = view.baseline && selected.has(view.baseline) ? `&baseline=${view.baseline}` : "";
    go(`${pathOf(currentProject(), "compare")}?runs=${ids}${pinned}`);
  };
  useShortcut("c", "Compare the selected runs", compare);
  useShortcut("b", "Pin the selected run as baseline", () => view.setBaseline([...selected][0] ?? ""), "This page", selected.size === 1);
  useActions([
    { id: "compare", label: "Compare the selected runs", run: compare, shortcut: "c", disabledBecause: compareOff },
    { id: "different", label: "Show only columns that differ", run: () => view.setOnlyDifferent(!view.isOnlyDifferent) },
    { id: "api", label: "Show as API call", run: () => setCallShown(true) },
  ]);
  const columns = view.fields.map(({ field }) => field);
  const call: ShownCall = view.group.length
    ? { id: "runs.groups", params: { by: [...view.group], filter: view.filter, columns: view.fields.filter((one) => one.isNumber).map((one) => one.field) } }
    : { id: "runs.search", params: { filter: view.filter, order_by: orderOf(view.sort), columns, limit: 200 } };
  const table = { view, selected, select, compare, compareOff, baseline: view.baseline ? baseline.data : undefined, isRefused: refused !== null, onRefused: setRefused };
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <h1 className={`name ${styles.title}`} title={title}>{title}</h1>
        <div className={styles.filter}>
          <FilterBar label="Filter runs" value={view.filter} onChange={view.setFilter} error={refused} names={names} onDraft={setDraft} placeholder="metrics.roc_auc > 0.66 and state = 'finished'" />
        </div>
        <SavedViews onApiCall={() => setCallShown(true)} />
      </header>
      {view.baseline ? <BaselineStrip view={view} query={baseline} /> : null}
      <div className={styles.body}>
        {!view.isKnown ? <Skeleton lines={12} label="Loading the columns" /> : view.group.length ? <GroupedRuns {...table} /> : <RunsTable {...table} />}
      </div>
      {view.opened ? <RunDrawer id={view.opened} view={view} /> : null}
      <ApiCallDialog calls={[call]} isOpen={isCallShown} onClose={() => setCallShown(false)} />
    </div>
  );
}

/** The experiment that the filter is about and nothing else. */
function experimentIn(filter: string): string {
  const [, name = ""] = /^experiment = '((?:[^']|'')*)'$/.exec(filter) ?? [];
  return name.replaceAll("''", "'");
}

function compareBecause(count: number): string | null {
  if (count < LEAST_COMPARED) return "Select two runs or more (x, Shift x)";
  return count > MOST_COMPARED ? `At most ${MOST_COMPARED} runs can be compared at once` : null;
}
