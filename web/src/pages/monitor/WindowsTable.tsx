import { useMemo } from "react";
import type { StripWindow } from "../../api/operations";
import { useSetUrl } from "../../app/urlState";
import { Empty } from "../../components/Empty";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { formatNumber } from "../../format/number";
import { stateOf } from "./incidentWords";
import { writeRange } from "./strip";
import type { MonitorView } from "./useMonitor";

interface Row {
  window: StripWindow;
  live: { auc: number | null; low: number | null; high: number | null; labelled: number; rows: number; recall: number | null; falsely: number | null };
  control: number | null;
}

/** Every window with its figures, newest first; Enter shows it in the overview. */
export function WindowsTable({ view: { strip } }: { view: MonitorView }) {
  const set = useSetUrl();
  const rows = useMemo(() => {
    const live = strip.data?.performance.find(({ variant }) => variant === "live");
    const control = strip.data?.performance.find(({ variant }) => variant === "shadow:control");
    return strip.data?.windows
      .map((window, i): Row => ({
        window,
        control: control?.roc_auc[i] ?? null,
        live: {
          auc: live?.roc_auc[i] ?? null, low: live?.roc_auc_lo[i] ?? null, high: live?.roc_auc_hi[i] ?? null, labelled: live?.labelled[i] ?? window.labelled,
          rows: live?.rows[i] ?? window.rows, recall: live?.recall_at_threshold[i] ?? null, falsely: live?.false_warning_rate[i] ?? null,
        },
      }))
      .toReversed();
  }, [strip.data]);
  const show = ({ window }: Row) => set({ tab: null, t: writeRange([Date.parse(window.start), Date.parse(window.end)]) }, { push: true });
  return (
    <Table
      label="Windows of this monitor" noun="window" columns={COLUMNS} rows={rows} rowKey={({ window }) => window.start} onOpen={show} isMain fit={16} error={strip.error}
      empty={<Empty title="No window was evaluated yet." />}
    />
  );
}

const share = (part: number, whole: number): number | null => (whole ? part / whole : null);

const COLUMNS: Column<Row>[] = [
  { id: "start", header: "From", width: 150, sortable: true, value: ({ window }) => new Date(window.start), cell: ({ window }) => <span className="number">{window.start.slice(0, 16).replace("T", " ")}</span> },
  { id: "state", header: "State", width: 90, sortable: true, value: ({ window }) => window.state, cell: ({ window }) => <Status {...stateOf(window.state)} /> },
  { id: "rows", align: "end", header: "Rows", width: 80, sortable: true, value: ({ window }) => window.rows },
  { id: "alarms", align: "end", header: "Alarms", width: 76, sortable: true, goal: "down", value: ({ window }) => window.alarms },
  { id: "live", header: "Live", width: 90, value: ({ window }) => window.live, cell: ({ window }) => window.live ?? "–" },
  { id: "auc", align: "end", header: "ROC AUC", width: 92, sortable: true, goal: "up", value: ({ live }) => live.auc },
  { id: "interval", header: "95 % interval", width: 120, value: ({ live }) => (live.low === null ? null : `${formatNumber(live.low, 3)} … ${formatNumber(live.high, 3)}`) },
  { id: "control", align: "end", header: "Control", width: 84, sortable: true, value: ({ control }) => control, note: "ROC AUC of the control on the same rows" },
  { id: "labels", align: "end", header: "Labelled", width: 86, sortable: true, isShare: true, value: ({ live }) => share(live.labelled, live.rows) },
  { id: "recall", align: "end", header: "Recall", width: 80, sortable: true, isShare: true, goal: "up", value: ({ live }) => live.recall },
  { id: "falsely", align: "end", header: "False warn.", width: 96, sortable: true, isShare: true, goal: "down", value: ({ live }) => live.falsely, note: "Share of the warnings that were wrong" },
  { id: "p50", align: "end", header: "p50", unit: "ms", width: 80, isHidden: true, value: ({ window }) => window.latency_p50_ms },
  { id: "p99", align: "end", header: "p99", unit: "ms", width: 80, sortable: true, goal: "down", value: ({ window }) => window.latency_p99_ms },
  { id: "reference", header: "Reference", width: 160, isHidden: true, value: ({ window }) => window.reference, cell: ({ window }) => (window.reference ? <RefLink to={window.reference} /> : "–") },
];
