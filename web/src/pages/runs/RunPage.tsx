import { GitCompareArrows } from "lucide-react";
import { useParams } from "@tanstack/react-router";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { useShortcut } from "../../app/keyboard";
import { pathOf } from "../../app/routes";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import type { Tab } from "../../components/Tabs";
import { Time } from "../../components/Time";
import { formatDuration } from "../../format/time";
import { durationOf, runName } from "./fields";
import { lastLines } from "./RunDrawer";
import styles from "./runs.module.css";
import page from "./RunPage.module.css";
import { siblingOf } from "./siblings";
import { RUN_STATES } from "./state";
import { CodeTab } from "./tabs/CodeTab";
import { FilesTab } from "./tabs/FilesTab";
import { HistoryTab } from "./tabs/HistoryTab";
import { LineageTab } from "./tabs/LineageTab";
import { OverviewTab } from "./tabs/OverviewTab";
import { useGo } from "./useGo";

const LIVE_MS = 5_000;

/** Everything about one run: what it measured, what it was called with, what it made, from what, and how to do it again. */
export default function RunPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const run = useCall("runs.get", { id });
  const artifacts = useCall("runs.artifacts", { id });
  const { data } = run;
  const older = useCall("runs.list_runs", { experiment: data?.experiment ?? "", after: id, limit: 1 }, { enabled: Boolean(data) });
  const [chosen, setChosen] = useUrlState("baseline", "");
  const baselineId = chosen || older.data?.[0]?.id || "";
  const baseline = useCall("runs.get", { id: baselineId }, { enabled: Boolean(baselineId) });
  const go = useGo();
  const home = pathOf(currentProject(), "");
  const walk = (step: 1 | -1) => {
    const next = siblingOf(id, step);
    if (next) go(`${home}/runs/${next}${location.search}`);
  };
  const compare = () => go(`${home}/compare?runs=${baselineId},${id}&baseline=${baselineId}`);
  const compareOff = baselineId ? null : "No earlier run in this experiment to compare with";
  useShortcut("[", "The run before in the list", () => walk(-1));
  useShortcut("]", "The run after in the list", () => walk(1));
  useShortcut("c", "Compare with the baseline", compare, "This page", !compareOff);
  const pinned = baselineId === id ? undefined : baseline.data;
  const tabs: Tab[] = data
    ? [
        { id: "overview", label: "Overview", content: <OverviewTab run={data} baseline={pinned} baselineId={baselineId} onBaseline={setChosen} poll={data.state === "running" && LIVE_MS} /> },
        { id: "files", label: "Files", ...(artifacts.data && { count: artifacts.data.length }), content: <FilesTab run={id} query={artifacts} /> },
        { id: "code", label: "Code & environment", content: <CodeTab run={data} /> },
        { id: "lineage", label: "Lineage", content: <LineageTab id={id} /> },
        { id: "history", label: "History", content: <HistoryTab id={id} /> },
      ]
    : [];
  return (
    <div className={page.page}>
      <DetailPage
        kind="run" title={data ? runName(data) : `Run ${id.slice(0, 8)}`} address={`run:${id}`} query={run} tabs={tabs}
        {...(data && { status: { state: RUN_STATES[data.state], word: data.state } })}
        chips={Object.entries(data?.tags ?? {}).map(([label, value]) => ({ label, value }))}
        action={<Button icon={<GitCompareArrows size={14} aria-hidden />} disabledBecause={compareOff} shortcut="c" onClick={compare}>Compare</Button>}
        facts={data ? [
          { label: "Experiment", value: data.experiment, to: `${home}/experiments/${encodeURIComponent(data.experiment)}` },
          { label: "Owner", value: data.owner },
          { label: "Started", value: <Time at={data.started_at} /> },
          { label: "Duration", value: formatDuration(durationOf(data)) },
          { label: "Code", value: data.session?.source ? `${data.session.source.commit.slice(0, 10)}${data.session.source.is_dirty ? " with changes" : ""}` : "not in a repository" },
          ...(data.parent ? [{ label: "Parent", value: data.parent.slice(0, 8), to: `${home}/runs/${data.parent}` }] : []),
        ] : []}
        api={[{ id: "runs.get", params: { id } }, { id: "runs.series", params: { id } }, { id: "runs.artifacts", params: { id } }, { id: "runs.set_tags", params: { id, tags: { team: "ops" } } }]}
      >
        {data?.error ? <pre className={styles.error} role="region" aria-label="Error" tabIndex={0}>{lastLines(data.error)}</pre> : null}
      </DetailPage>
    </div>
  );
}
