import type { Incident, Monitor } from "../../api/operations";
import { useCall } from "../../api/queries";
import { serverUrl } from "../../api/place";
import { Empty } from "../../components/Empty";
import { Link } from "../../components/Link";
import { Num } from "../../components/Num";
import { RefLink } from "../../components/RefLink";
import { Sparkline } from "../../components/Sparkline";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { useProject } from "../../components/Link";
import { counted, formatShare } from "../../format/number";
import { stateOf } from "./incidentWords";
import layout from "./layout.module.css";
import { PageHead } from "./PageHead";
import { here, useGo } from "./useGo";

interface Row {
  monitor: Monitor;
  open: Incident[];
}

/** Every monitor of the project: is it good now, what is open, how did it go lately. */
export default function MonitorsPage() {
  const monitors = useCall("monitors.list_monitors", { limit: 1000 });
  const incidents = useCall("incidents.list_incidents", { state: "open", limit: 1000 });
  const go = useGo();
  const rows = monitors.data?.map((monitor): Row => ({ monitor, open: (incidents.data ?? []).filter(({ deployment }) => deployment === monitor.spec.deployment) }));
  const ill = rows?.filter(({ open }) => open.length > 0).length ?? 0;
  return (
    <div className={layout.page}>
      <PageHead title="Monitor" lead={rows ? `${counted(rows.length, "monitor")}, ${ill ? `${ill} with open incidents` : "no open incident"}` : undefined} calls={[{ id: "monitors.list_monitors", params: { limit: 1000 } }]} />
      <Table
        label="Monitors of this project" noun="monitor" columns={COLUMNS} rows={rows} rowKey={({ monitor }) => monitor.name} error={monitors.error}
        onOpen={({ monitor }) => go(`monitor/${monitor.name}`)} isMain fit="fill" empty={<NoMonitor />}
      />
    </div>
  );
}

const COLUMNS: Column<Row>[] = [
  { id: "name", header: "Monitor", width: 200, sortable: true, value: ({ monitor }) => monitor.name, cell: ({ monitor }) => <RefLink to={`monitor:${monitor.name}`} /> },
  { id: "state", header: "Newest window", width: 130, value: () => null, cell: ({ monitor }) => <Newest name={monitor.name} show="state" /> },
  { id: "until", header: "Ends", width: 110, value: () => null, cell: ({ monitor }) => <Newest name={monitor.name} show="end" /> },
  {
    id: "open", header: "Open incidents", width: 150, sortable: true, align: "start", value: ({ open }) => open.length,
    cell: ({ open, monitor }) => (open.length ? <Link to={here(`incidents?deployment=${monitor.spec.deployment}&state=open`)}>{counted(open.length, "incident")}</Link> : <span className="quiet">none</span>),
  },
  { id: "alarms", header: "Alarms", width: 130, align: "start", value: () => null, note: "Drift and quality alarms of each window, the last 26", cell: ({ monitor }) => <Newest name={monitor.name} show="alarms" /> },
  { id: "auc", header: "ROC AUC live", width: 190, align: "start", value: () => null, note: "Of whichever version was live, the last 26 windows", cell: ({ monitor }) => <Newest name={monitor.name} show="auc" /> },
  { id: "labels", header: "Labelled", width: 90, align: "end", value: () => null, note: "Of the newest window's answers", cell: ({ monitor }) => <Newest name={monitor.name} show="labels" /> },
  { id: "p99", header: "p99", unit: "ms", width: 80, align: "end", value: () => null, cell: ({ monitor }) => <Newest name={monitor.name} show="p99" /> },
  { id: "deployment", header: "Watches", width: 180, sortable: true, value: ({ monitor }) => monitor.spec.deployment, cell: ({ monitor }) => <RefLink to={`deployment:${monitor.spec.deployment}`} /> },
  { id: "reference", header: "Reference", width: 180, value: ({ monitor }) => monitor.reference, cell: ({ monitor }) => (monitor.reference ? <RefLink to={monitor.reference} /> : <span className="quiet">none yet</span>) },
];

/** Cells of one row share one request: the strip of the last windows, asked only for rows in sight. */
function Newest({ name, show }: { name: string; show: "state" | "end" | "alarms" | "auc" | "labels" | "p99" }) {
  const { data } = useCall("monitors.heat_strip", { name, limit: 26 });
  const last = data?.windows.at(-1);
  if (!data || !last) return <span className="quiet">–</span>;
  const live = data.performance.find(({ variant }) => variant === "live");
  switch (show) {
    case "state":
      return <Status {...stateOf(last.state)} />;
    case "end":
      return <Time at={last.end} />;
    case "alarms":
      return <Sparkline y={data.windows.map(({ alarms }) => alarms)} title="Alarms of each window" />;
    case "auc":
      return (
        <span className={layout.row}>
          <Sparkline y={live?.roc_auc ?? []} title="ROC AUC of each window" reference={data.baseline ?? undefined} /> <Num value={live?.roc_auc.at(-1)} digits={3} />
        </span>
      );
    case "labels":
      return <>{formatShare(live?.rows.at(-1) ? (live.labelled.at(-1) ?? 0) / live.rows.at(-1)! : null, 3)}</>;
    case "p99":
      return <Num value={last.latency_p99_ms} digits={3} />;
  }
}

function NoMonitor() {
  const project = useProject();
  return (
    <Empty
      title="A monitor says whether the data and the answers of a deployment are still what they were; it opens incidents when they are not."
      lines={[
        "import flyball",
        "from flyball.monitoring import MonitorSpec",
        "",
        `with flyball.connect("${serverUrl()}", project="${project}") as ws:`,
        '    ws.monitors.apply("my-monitor", spec=MonitorSpec(deployment="my-deployment"))',
      ]}
    />
  );
}
