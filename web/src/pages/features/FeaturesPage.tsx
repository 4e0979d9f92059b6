import { useCall } from "../../api/queries";
import type { ServiceVersion, ViewVersion } from "../../api/operations";
import { currentProject, serverUrl } from "../../api/place";
import { useUrlState } from "../../app/urlState";
import { Chips } from "../../components/Chips";
import { Empty } from "../../components/Empty";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { type Column, Table } from "../../components/Table";
import { counted } from "../../format/number";
import { spanText } from "./span";
import { Find } from "../models/Find";
import layout from "../models/layout.module.css";
import { ListHead } from "../models/ListHead";
import { useOpen } from "../models/useOpen";
import { Usage } from "./Usage";
import { featurePath, inputsOf, outputsOf, windowsOf } from "./words";

interface ViewRow {
  version: ViewVersion;
  services: ServiceVersion[];
}

/** What models are fed with: services, each the features of one model, and the views they bring together. */
export default function FeaturesPage() {
  const services = useCall("features.list_services", {});
  const views = useCall("features.list_views", {});
  const [words] = useUrlState("q", "");
  const goTo = useOpen();
  const has = (text: string) => text.toLowerCase().includes(words.toLowerCase());
  const shownServices = services.data?.filter(({ service }) => has(`${service.name} ${service.description}`));
  const shownViews = views.data
    ?.filter(({ view }) => has(`${view.name} ${view.description} ${view.source} ${view.features.map(({ name }) => name).join(" ")}`))
    .map((version): ViewRow => ({ version, services: services.data?.filter(({ service }) => service.members.some((member) => member.view === version.view.name)) ?? [] }));
  const isNone = services.data?.length === 0 && views.data?.length === 0;
  const lead = services.data && views.data && !isNone ? `${counted(services.data.length, "service")}, ${counted(views.data.length, "view")}` : undefined;
  return (
    <div className={layout.page}>
      <ListHead title="Features" lead={lead} calls={[{ id: "features.list_services", params: {} }, { id: "features.list_views", params: {} }]}>
        <Find label="Find a view or service" />
      </ListHead>
      {isNone ? (
        <NoFeatures />
      ) : (
        <>
          <Panel title="Services" note="the features of one model, read as one row" query={{ ...services, data: shownServices }} isFlush>
            {(rows) => (
              <Table label="Feature services" noun="service" columns={SERVICES} rows={rows} rowKey={({ service }) => service.name} onOpen={({ service }) => goTo(featurePath(service.name))} isMain fit={8}
                empty={<p className="quiet">{words ? `No service has “${words}” in its name.` : "No service brings views together yet."}</p>} />
            )}
          </Panel>
          <Panel title="Views" note="features of one kind of thing, computed from one source" query={{ ...views, data: shownViews }} isFlush>
            {(rows) => (
              <Table label="Feature views" noun="view" columns={VIEWS} rows={rows} rowKey={({ version }) => version.view.name} onOpen={({ version }) => goTo(featurePath(version.view.name))} fit={16}
                empty={<p className="quiet">{words ? `No view has “${words}” in its name or features.` : "No view was defined yet."}</p>} />
            )}
          </Panel>
        </>
      )}
    </div>
  );
}

const SERVICES: Column<ServiceVersion>[] = [
  { id: "name", header: "Service", width: 180, sortable: true, value: ({ service }) => service.name, cell: ({ ref }) => <RefLink to={ref} /> },
  { id: "features", header: "Features", width: 84, align: "end", sortable: true, value: (service) => outputsOf(service).length },
  {
    id: "views",
    header: "Views",
    width: 380,
    value: ({ views }) => views.map(({ view }) => view.name).join(", "),
    cell: ({ views }) => (
      <span className="name" title={views.map(({ view }) => view.name).join(", ")}>
        {views.map(({ view, version }, i) => (
          <span key={view.name}>{i > 0 ? ", " : ""}<Link to={featurePath(view.name, version)}>{view.name}</Link></span>
        ))}
      </span>
    ),
  },
  { id: "keys", header: "Keys", width: 140, value: (service) => inputsOf(service).keys.join(", ") },
  { id: "usage", header: "Used by", width: 220, value: ({ ref }) => ref, cell: ({ ref }) => <Usage address={ref} /> },
  { id: "at", header: "Since", width: 110, sortable: true, value: ({ created_at }) => new Date(created_at) },
  { id: "description", header: "Description", width: 320, value: ({ service }) => service.description || null },
];

const VIEWS: Column<ViewRow>[] = [
  { id: "name", header: "View", width: 180, sortable: true, value: ({ version }) => version.view.name, cell: ({ version }) => <RefLink to={version.ref} /> },
  { id: "keys", header: "By", width: 100, sortable: true, note: "The columns that name one entity", value: ({ version }) => version.view.keys.join(", ") },
  { id: "features", header: "Features", width: 84, align: "end", sortable: true, value: ({ version }) => version.view.features.length },
  { id: "windows", header: "Windows", width: 120, value: ({ version }) => windowsOf(version) },
  { id: "source", header: "Source", width: 130, sortable: true, value: ({ version }) => version.source.dataset, cell: ({ version }) => <RefLink to={`dataset:${version.source.dataset}`} /> },
  { id: "event", header: "Counts at", width: 120, note: "The column with the moment at which a row counts", value: ({ version }) => version.source.event },
  { id: "ttl", header: "Valid for", width: 90, align: "end", note: "A newest row older than this is no answer", value: ({ version }) => version.view.ttl_s, cell: ({ version }) => (version.view.ttl_s === null ? <span className="quiet">ever</span> : spanText(version.view.ttl_s)) },
  {
    id: "services",
    header: "In services",
    width: 180,
    value: ({ services }) => services.map(({ service }) => service.name).join(", ") || null,
    cell: ({ services }) => (services.length ? <Chips most={2} items={services.map(({ service, version }) => ({ label: service.name, value: `@${version}`, to: featurePath(service.name, version) }))} /> : <span className="quiet">none</span>),
  },
  { id: "at", header: "Since", width: 110, sortable: true, value: ({ version }) => new Date(version.created_at) },
  { id: "description", header: "Description", width: 320, value: ({ version }) => version.view.description || null },
];

function NoFeatures() {
  return (
    <Empty
      title="Features are declared once here and are the same in training and when a model answers."
      lines={[
        "import flyball",
        "from flyball.features import Aggregate, Definitions, Source, View",
        "",
        'flights = Source(name="flights", dataset="flights", event="known_at")',
        'late = Aggregate(name="late_3h", kind="rate", column="late", window_s=3 * 3600)',
        `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
        "    ws.features.apply(definitions=Definitions(",
        '        sources=(flights,), views=(View(name="carrier", source="flights", keys=("carrier",), features=(late,)),)))',
      ]}
    />
  );
}
