import type { ServiceVersion } from "../../api/operations";
import { useCall } from "../../api/queries";
import { useActions } from "../../app/actions";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import { Digest } from "../../components/Digest";
import { Panel } from "../../components/Panel";
import { type Column, Table } from "../../components/Table";
import { Link } from "../../components/Link";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import { HistoryTab } from "../models/HistoryTab";
import { sentenceOf } from "../datasets/events";
import layout from "../models/layout.module.css";
import { LineageTab } from "../models/version/LineageTab";
import { useOpen } from "../models/useOpen";
import { ReadConsole } from "./ReadConsole";
import { Usage } from "./Usage";
import { UsedBy } from "./UsedBy";
import { featurePath, inputsOf, type Output, outputsOf } from "./words";

interface ServiceViewProps {
  name: string;
  version: number | null;
}

/** A service: its features and how each is computed, who was trained with it, and what it answers for a key now. */
export function ServiceView({ name, version }: ServiceViewProps) {
  const found = useCall("features.get_service", { name, version });
  const [, setTab] = useUrlState("tab", "overview");
  const goTo = useOpen();
  const service = found.data;
  const address = service?.ref ?? `feature-service:${name}`;
  useActions([
    { id: "read", label: "Read features by key", run: () => setTab("read", { push: true }) },
    { id: "list", label: "Open all features", run: () => goTo(featurePath("").replace(/\/$/, "")) },
  ]);
  const inputs = service ? inputsOf(service) : { keys: [], request: [] };
  return (
    <div className={layout.page}>
      <DetailPage
        kind="feature-service"
        title={version === null ? name : `${name} version ${version}`}
        address={address}
        query={found}
        chips={service ? [{ label: "service" }, { label: "version", value: `@${service.version}`, to: featurePath(name, service.version), tone: "accent" }] : []}
        action={<Button onClick={() => setTab("read", { push: true })}>Read features by key</Button>}
        facts={[
          { label: "Features", value: service ? counted(outputsOf(service).length, "feature") : null },
          { label: "Keys", value: inputs.keys.join(", ") },
          { label: "From the request", value: inputs.request.join(", ") || "nothing" },
          { label: "Used by", value: service ? <Usage address={service.ref} isShort /> : null, to: `${featurePath(name, version)}?tab=used` },
          { label: "Since", value: service ? <Time at={service.created_at} /> : null },
          { label: "Definition", value: service ? <Digest value={service.digest} label="digest of the definition" /> : null },
        ]}
        tabs={
          service
            ? [
                { id: "overview", label: "Features", count: outputsOf(service).length, content: <Outputs service={service} /> },
                { id: "used", label: "Used by", content: <UsedBy addresses={[service.ref]} /> },
                { id: "read", label: "Read by key", content: <ReadConsole service={service} /> },
                { id: "lineage", label: "Lineage", content: <LineageTab address={service.ref} /> },
                { id: "history", label: "History", content: <HistoryTab address={service.ref} most={60} say={sentenceOf} /> },
              ]
            : []
        }
        api={[
          { id: "features.get_service", params: { name, version } },
          { id: "features.read_online", params: { name, rows: [Object.fromEntries([...inputs.keys.map((key) => [key, "…"]), ...inputs.request.map((key) => [key, 0])])] } },
        ]}
      />
    </div>
  );
}

function Outputs({ service }: { service: ServiceVersion }) {
  const { description } = service.service;
  return (
    <div className={layout.stack}>
      {description ? <p className={layout.says}>{description}</p> : null}
      <Panel title="Features" note="in the order in which a model gets them" isFlush>
        <Table label={`Features of ${service.ref}`} noun="feature" columns={COLUMNS} rows={outputsOf(service)} rowKey={({ name }) => name} isMain fit={24} compact
          python={`ws.features.get_service("${service.service.name}", version=${service.version})`} />
      </Panel>
    </div>
  );
}

const COLUMNS: Column<Output>[] = [
  { id: "name", header: "Feature", width: 220, sortable: true, value: ({ name }) => name, cell: ({ name }) => <span className="name mono">{name}</span> },
  { id: "from", header: "From", width: 180, sortable: true, value: ({ from }) => from, cell: ({ from, to }) => (to ? <Link to={to}>{from}</Link> : from) },
  { id: "how", header: "Computed as", width: 480, value: ({ how }) => how },
];
