import { useParams } from "@tanstack/react-router";
import { Chips } from "../../components/Chips";
import { DetailPage } from "../../components/DetailPage";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { RefLink } from "../../components/RefLink";
import { Skeleton } from "../../components/Skeleton";
import { Time } from "../../components/Time";
import { Link } from "../../components/Link";
import { counted, formatNumber, formatShare } from "../../format/number";
import { History } from "./History";
import { stateOf } from "./incidentWords";
import layout from "./layout.module.css";
import { OverviewTab } from "./overview/OverviewTab";
import { Specification } from "./Specification";
import { here } from "./useGo";
import { type MonitorView, useMonitor } from "./useMonitor";
import { WindowsTable } from "./WindowsTable";

/** A monitor: whether data and answers of a deployment are what they were. */
export default function MonitorPage() {
  const { name = "" } = useParams({ strict: false }) as { name?: string };
  const view = useMonitor(name);
  const { monitor, strip, deployment } = view;
  const last = strip.data?.windows.at(-1);
  const open = view.incidents.data?.filter(({ state }) => state !== "closed") ?? [];
  const live = strip.data?.performance.find(({ variant }) => variant === "live");
  const coverage = last && live ? (live.labelled.at(-1) ?? 0) / Math.max(live.rows.at(-1) ?? 0, 1) : null;
  return (
    <div className={layout.detail}>
      <DetailPage
        kind="monitor"
        title={name}
        address={`monitor:${name}`}
        chips={monitor.data ? [{ label: `v${monitor.data.version}` }] : []}
        status={last ? stateOf(last.state) : { state: "unknown", word: "no window yet" }}
        query={monitor}
        facts={monitor.data ? [
          { label: "Watches", value: deployment ? <RefLink to={`deployment:${deployment}`} /> : null },
          { label: "Reference", value: monitor.data?.reference ? <RefLink to={monitor.data.reference} /> : "none yet" },
          { label: "Open incidents", value: open.length ? <Link to={here(`incidents?deployment=${deployment}&state=open`)}>{counted(open.length, "incident")}</Link> : "none" },
          { label: "Newest window", value: last ? <Time at={last.end} /> : null },
          { label: "ROC AUC there", value: formatNumber(live?.roc_auc.at(-1), 3) },
          { label: "Labels there", value: coverage === null ? "–" : formatShare(coverage, 3) },
        ] : []}
        tabs={[
          { id: "overview", label: "Overview", content: <Loaded view={view} /> },
          { id: "windows", label: "Windows", count: strip.data?.windows.length, content: <WindowsTable view={view} /> },
          { id: "spec", label: "Specification", content: monitor.data ? <Specification monitor={monitor.data} /> : null },
          { id: "history", label: "History", content: <History address={`monitor:${name}`} /> },
        ]}
        footer={last && monitor.data ? <Provenance view={view} /> : undefined}
        api={[
          { id: "monitors.heat_strip", params: { name, limit: 400 } },
          { id: "monitors.get", params: { name } },
          { id: "incidents.list_incidents", params: { deployment, limit: 200 } },
        ]}
      />
    </div>
  );
}

function Loaded({ view }: { view: MonitorView }) {
  const { monitor, strip } = view;
  if (strip.error) return <ErrorNote error={strip.error} retry={() => void strip.refetch()} />;
  if (!monitor.data || !strip.data) return <Skeleton height={600} />;
  if (strip.data.windows.length === 0) return <NoWindows name={monitor.data.name} />;
  return <OverviewTab view={view} monitor={monitor.data} strip={strip.data} />;
}

function Provenance({ view: { strip, monitor } }: { view: MonitorView }) {
  const windows = strip.data?.windows ?? [];
  const rows = windows.reduce((sum, window) => sum + window.rows, 0);
  const labelled = windows.reduce((sum, window) => sum + window.labelled, 0);
  return (
    <>
      From {counted(rows, "logged answer")} in {counted(windows.length, "window")}; {formatShare(rows ? labelled / rows : null, 3)} of the outcomes have arrived. At most{" "}
      {formatShare(monitor.data?.spec.false_alarms)} false drift alarms a window, over all features and tests together.
    </>
  );
}

function NoWindows({ name }: { name: string }) {
  return (
    <Empty
      title="Every window of answers is judged here against the reference: data, drift, how right they were, how long they took."
      lines={["from datetime import UTC, datetime, timedelta", "", "end = datetime.now(UTC)", `ws.monitors.evaluate("${name}", start=end - timedelta(days=7), end=end)`]}
    >
      <Chips items={[{ label: "The scheduler evaluates a window when it is over" }]} />
    </Empty>
  );
}
