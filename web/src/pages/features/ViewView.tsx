import type { ServiceVersion, ViewVersion } from "../../api/operations";
import { useCall } from "../../api/queries";
import { DetailPage } from "../../components/DetailPage";
import { Digest } from "../../components/Digest";
import { Empty } from "../../components/Empty";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import { spanText } from "./span";
import { dataPath } from "../datasets/paths";
import { HistoryTab } from "../models/HistoryTab";
import { sentenceOf } from "../datasets/events";
import layout from "../models/layout.module.css";
import { LineageTab } from "../models/version/LineageTab";
import { UsedBy } from "./UsedBy";
import { computed, type Feature, featurePath, windowsOf } from "./words";

interface ViewViewProps {
  name: string;
  version: number | null;
  services: readonly ServiceVersion[];
}

/** A view: what is computed of one kind of thing from which rows, over which windows, and who uses it. */
export function ViewView({ name, version, services }: ViewViewProps) {
  const found = useCall("features.get_view", { name, version });
  const view = found.data;
  const users = services.filter(({ views }) => views.some((one) => one.view.name === name && (version === null || one.version === version)));
  const address = view?.ref ?? `features:${name}`;
  return (
    <div className={layout.page}>
      <DetailPage
        kind="features"
        title={version === null ? name : `${name} version ${version}`}
        address={address}
        query={found}
        chips={view ? [{ label: "view" }, { label: "version", value: `@${view.version}`, to: featurePath(name, view.version), tone: "accent" }] : []}
        facts={[
          { label: "By", value: view?.view.keys.join(", ") },
          { label: "Source", value: view?.source.dataset, ...(view && { to: dataPath(view.source.dataset) }) },
          { label: "Rows count at", value: view ? `${view.source.event}${view.source.known ? `, known at ${view.source.known}` : ""}` : null },
          { label: "Windows", value: view ? windowsOf(view) : null },
          { label: "Valid for", value: view ? (view.view.ttl_s === null ? "ever" : spanText(view.view.ttl_s)) : null },
          { label: "Since", value: view ? <Time at={view.created_at} /> : null },
        ]}
        tabs={
          view
            ? [
                { id: "overview", label: "Features", count: view.view.features.length, content: <Definition view={view} services={users} /> },
                { id: "used", label: "Used by", count: users.length, content: users.length ? <UsedBy addresses={users.map(({ ref }) => ref)} /> : <Unused name={name} /> },
                { id: "lineage", label: "Lineage", content: <LineageTab address={view.ref} /> },
                { id: "history", label: "History", content: <HistoryTab address={view.ref} most={60} say={sentenceOf} /> },
              ]
            : []
        }
        api={[{ id: "features.get_view", params: { name, version } }]}
      />
    </div>
  );
}

function Definition({ view, services }: { view: ViewVersion; services: readonly ServiceVersion[] }) {
  return (
    <div className={layout.stack}>
      {view.view.description ? <p className={layout.says}>{view.view.description}</p> : null}
      <p className={layout.row}>
        <span className="quiet">{services.length ? "Part of" : "Part of no service yet"}</span>
        {services.map(({ service, version }) => (
          <Link key={service.name} to={featurePath(service.name, version)}>{`${service.name}@${version}`}</Link>
        ))}
        {services[0] ? <Link to={`${featurePath(services[0].service.name)}?tab=read`}>Read by key</Link> : null}
      </p>
      <Panel title="Features" note={counted(view.view.features.length, "feature")} isFlush>
        <Table label={`Features of ${view.ref}`} noun="feature" columns={COLUMNS} rows={view.view.features} rowKey={({ name }) => name} isMain fit={24} compact />
      </Panel>
      <p className={layout.row}><span className="quiet">Definition</span> <Digest value={view.digest} label="digest of the definition" /></p>
    </div>
  );
}

const COLUMNS: Column<Feature>[] = [
  { id: "name", header: "Feature", width: 200, sortable: true, value: ({ name }) => name, cell: ({ name }) => <span className="name mono">{name}</span> },
  { id: "how", header: "Computed as", width: 360, value: computed },
  { id: "column", header: "Column", width: 140, sortable: true, value: ({ column }) => column },
  { id: "window", header: "Window", width: 100, align: "end", sortable: true, value: (feature) => (feature.type === "aggregate" ? feature.window_s : null), cell: (feature) => (feature.type === "aggregate" ? (feature.window_s === null ? "whole life" : spanText(feature.window_s)) : <span className="quiet">newest</span>) },
  { id: "where", header: "Only rows with", width: 140, value: (feature) => (feature.type === "aggregate" ? feature.where : null) },
];

function Unused({ name }: { name: string }) {
  return (
    <Empty
      title="A view is used through services, which bring views together for one model."
      lines={["from flyball.features import Definitions, FeatureService, Member", "", `service = FeatureService(name="my-model", members=(Member(view="${name}"),))`, "ws.features.apply(definitions=Definitions(services=(service,)))"]}
    />
  );
}
