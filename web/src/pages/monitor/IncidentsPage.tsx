import { useState } from "react";
import type { Incident } from "../../api/operations";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Chips } from "../../components/Chips";
import { Select } from "../../components/Field";
import { Status } from "../../components/Status";
import { Link } from "../../components/Link";
import { RefLink } from "../../components/RefLink";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import { IncidentDrawer } from "./incident/IncidentDrawer";
import { NoIncidents } from "./incident/NoIncidents";
import { wantedOf } from "./incident/wanted";
import { incidentState, nameOf, SEVERITY } from "./incidentWords";
import layout from "./layout.module.css";
import { PageHead } from "./PageHead";
import { here, useGo } from "./useGo";

const MOST = 1000;
const RANK: Record<Incident["severity"], number> = { critical: 3, error: 2, warn: 1 };

/** What is wrong, and what was: found by state, kind and severity. */
export default function IncidentsPage() {
  const [state, setState] = useUrlState("state", "");
  const [kind, setKind] = useUrlState("kind", "");
  const [severity, setSeverity] = useUrlState("severity", "");
  const [deployment, setDeployment] = useUrlState("deployment", "");
  const [peeked, setPeeked] = useState<Incident | null>(null);
  const go = useGo();
  const params = { ...wantedOf({ state, kind, severity, deployment }), limit: MOST };
  const incidents = useCall("incidents.list_incidents", params, { keep: true });
  const rows = incidents.data;
  const open = rows?.filter((incident) => incident.state !== "closed").length ?? 0;
  const lead = rows ? `${counted(rows.length, "incident")}${rows.length === MOST ? ", the newest" : ""}, ${open} not closed` : undefined;
  const reset = () => [setState, setKind, setSeverity, setDeployment].forEach((set) => set(""));
  return (
    <div className={layout.page}>
      <PageHead title="Incidents" lead={lead} calls={[{ id: "incidents.list_incidents", params }]}>
        <Choice label="State" value={state} onChange={setState} options={["open", "acknowledged", "closed"]} all="Any state" />
        <Choice label="Kind" value={kind} onChange={setKind} options={["quality", "drift", "performance", "latency"]} all="Any kind" />
        <Choice label="Severity" value={severity} onChange={setSeverity} options={["critical", "error", "warn"]} all="Any severity" />
        {deployment ? <Chips items={[{ label: deployment, onRemove: () => setDeployment("") }]} label="Only of" /> : null}
      </PageHead>
      <Table
        label="Incidents of this project" noun="incident" columns={COLUMNS} rows={rows} rowKey={({ id }) => id} error={incidents.error}
        onOpen={({ id }) => go(`incidents/${id}`)} onPeek={setPeeked} isMain fit="fill"
        empty={<NoIncidents isFiltered={Boolean(state || kind || severity || deployment)} onReset={reset} />}
      />
      <IncidentDrawer incident={rows?.find(({ id }) => id === peeked?.id) ?? peeked} onClose={() => setPeeked(null)} />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly string[];
  all: string;
}

function Choice({ label, value, onChange, options, all }: ChoiceProps) {
  return (
    <span className={layout.choice}>
      <Select label={label} value={value} onChange={onChange} options={[{ value: "", label: all }, ...options]} />
    </span>
  );
}

const COLUMNS: Column<Incident>[] = [
  { id: "what", header: "Incident", width: 210, sortable: true, value: nameOf, cell: (incident) => <Link to={here(`incidents/${incident.id}`)} className="name">{nameOf(incident)}</Link> },
  { id: "state", header: "State", width: 138, sortable: true, value: ({ state }) => state, cell: (incident) => <Status {...incidentState(incident)} /> },
  { id: "severity", header: "Severity", width: 96, sortable: true, align: "start", value: ({ severity }) => RANK[severity], cell: ({ severity }) => <Status {...SEVERITY[severity]} /> },
  { id: "opened", header: "Opened", width: 106, sortable: true, value: ({ opened_at: at }) => new Date(at), cell: ({ opened_at: at }) => <Time at={at} /> },
  { id: "says", header: "What was seen", width: 380, value: ({ says }) => says },
  { id: "windows", header: "Windows", width: 84, align: "end", sortable: true, value: ({ windows }) => windows, note: "How many windows showed it" },
  { id: "deployment", header: "Deployment", width: 140, sortable: true, value: ({ deployment }) => deployment, cell: ({ deployment }) => <RefLink to={`deployment:${deployment}`} /> },
  { id: "seen", header: "Last seen", width: 106, sortable: true, value: ({ seen_at: at }) => new Date(at), cell: ({ seen_at: at }) => <Time at={at} /> },
  { id: "closed", header: "Closed", width: 106, sortable: true, value: ({ closed_at: at }) => (at ? new Date(at) : null), cell: ({ closed_at: at }) => (at ? <Time at={at} /> : "–") },
];
