import { useCall } from "../../api/queries";
import type { DatasetState } from "../../api/operations";
import { currentProject, serverUrl } from "../../api/place";
import { useUrlState } from "../../app/urlState";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { Link } from "../../components/Link";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { formatBytes } from "../../format/bytes";
import { counted, formatCount } from "../../format/number";
import { Find } from "../models/Find";
import layout from "../models/layout.module.css";
import { ListHead } from "../models/ListHead";
import { useOpen } from "../models/useOpen";
import { LandingStrip } from "./LandingStrip";
import { dataPath } from "./paths";
import { stateStatus } from "./words";

const SUFFIX = ".quarantine";

/** Every dataset: where it stands, how the last landings ended, what was refused or set aside. */
export default function DatasetsPage() {
  const states = useCall("datasets.list_states", { limit: 1000 });
  const [words] = useUrlState("q", "");
  const goTo = useOpen();
  const names = new Set(states.data?.map(({ dataset }) => dataset.name));
  // A quarantine is part of its dataset's page.
  const all = states.data?.filter(({ dataset: { name } }) => !name.endsWith(SUFFIX) || !names.has(name.slice(0, -SUFFIX.length)));
  const rows = all?.filter(({ dataset }) => `${dataset.name} ${dataset.description}`.toLowerCase().includes(words.toLowerCase()));
  return (
    <div className={`${layout.page} ${layout.whole}`}>
      <ListHead title="Data" lead={all?.length ? lead(all) : undefined} calls={[{ id: "datasets.list_states", params: { limit: 1000 } }]}>
        <Find label="Find a dataset" />
      </ListHead>
      {states.error ? <ErrorNote error={states.error} retry={() => void states.refetch()} /> : null}
      <Table
        label="Datasets of this project"
        noun="dataset"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ dataset }) => dataset.name}
        onOpen={({ dataset }) => goTo(dataPath(dataset.name))}
        isMain
        fit="fill"
        python={`ws.datasets.list_states(limit=1000)`}
        empty={<NoDatasets words={words} of={all?.length ?? 0} />}
      />
    </div>
  );
}

function lead(all: readonly DatasetState[]): string {
  const refused = all.reduce((sum, one) => sum + one.refused, 0);
  return [counted(all.length, "dataset"), refused ? `${counted(refused, "landing")} refused` : ""].filter(Boolean).join(", ");
}

const COLUMNS: Column<DatasetState>[] = [
  { id: "name", header: "Dataset", width: 170, sortable: true, value: ({ dataset }) => dataset.name, cell: ({ dataset }) => <RefLink to={`dataset:${dataset.name}`} /> },
  {
    id: "head",
    header: "Version",
    width: 76,
    align: "end",
    sortable: true,
    note: "Where main stands",
    value: ({ head }) => head?.n,
    cell: ({ head }) => (head ? <Link to={dataPath(head.dataset, head.n)}>@{head.n}</Link> : <span className="quiet">none</span>),
  },
  { id: "rows", header: "Rows", width: 92, align: "end", sortable: true, value: ({ head }) => head?.rows, cell: ({ head }) => formatCount(head?.rows) },
  { id: "landings", header: "Last landings", width: 200, note: "Rows of up to 60 landings; a cross where one was refused", value: ({ landings }) => landings.length, cell: ({ landings }) => <LandingStrip landings={landings} />, align: "start" },
  { id: "at", header: "Last commit", width: 112, sortable: true, value: ({ head }) => (head ? new Date(head.at) : null), cell: ({ head }) => <Time at={head?.at} /> },
  {
    id: "validation",
    header: "Validation",
    width: 120,
    sortable: true,
    note: "What the expectations said of the last landing",
    value: (state) => stateStatus(state).word,
    cell: (state) => <Status {...stateStatus(state)} />,
  },
  {
    id: "aside",
    header: "Quarantined",
    unit: "rows",
    width: 132,
    align: "end",
    sortable: true,
    value: (state) => state.set_aside,
    cell: ({ dataset, set_aside }) => (set_aside ? <Link to={`${dataPath(dataset.name)}?tab=quarantine`}>{formatCount(set_aside)}</Link> : <span className="quiet">0</span>),
  },
  {
    id: "refused",
    header: "Refused",
    unit: "landings",
    width: 140,
    align: "end",
    sortable: true,
    value: ({ refused }) => refused,
    cell: ({ dataset, refused }) => (refused ? <Link to={`${dataPath(dataset.name)}?tab=expectations`}>{refused}</Link> : <span className="quiet">0</span>),
  },
  { id: "message", header: "Message", width: 170, value: ({ head }) => head?.message || null },
  { id: "size", header: "Size", width: 90, align: "end", sortable: true, value: ({ head }) => head?.size_bytes, cell: ({ head }) => formatBytes(head?.size_bytes) },
  { id: "key", header: "Key", width: 150, value: ({ dataset }) => dataset.key.join(", ") || null },
  { id: "content", header: "Holds", width: 80, sortable: true, isHidden: true, value: ({ dataset }) => dataset.content },
  { id: "description", header: "Description", width: 300, value: ({ dataset }) => dataset.description || null },
];

function NoDatasets({ words, of }: { words: string; of: number }) {
  if (of > 0) return <Empty title={`No dataset has “${words}” in its name or description; without it there are ${of}.`} />;
  return (
    <Empty
      title="Datasets appear here with every version, what landed, what was refused and why."
      lines={[
        "import flyball",
        "from flyball.data import Nulls",
        "",
        `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
        '    flights = ws.dataset("flights").create(key="flight_id")',
        '    flights.expect(Nulls(column="carrier"))',
        '    flights.commit("january.parquet", message="January")',
      ]}
    />
  );
}
