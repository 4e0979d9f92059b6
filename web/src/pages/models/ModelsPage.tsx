import { useCall } from "../../api/queries";
import type { ModelEntry } from "../../api/operations";
import { currentProject, serverUrl } from "../../api/place";
import { useUrlState } from "../../app/urlState";
import { Chips } from "../../components/Chips";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { Link } from "../../components/Link";
import { RefLink } from "../../components/RefLink";
import { type Column, Table } from "../../components/Table";
import { counted } from "../../format/number";
import { Find } from "./Find";
import styles from "./layout.module.css";
import { ListHead } from "./ListHead";
import { useOpen } from "./useOpen";
import { modelOf, pageOf, personOf, type Place, placesOf, roleText, versionPath } from "./words";

interface Row {
  model: ModelEntry;
  champion: number | null;
  places: Place[];
  waiting: string[];
}

/** Every model of the project: who is champion, where it answers, what waits for a decision. */
export default function ModelsPage() {
  const models = useCall("models.list_models", { limit: 1000 });
  const deployments = useCall("deployments.list_deployments", { limit: 1000 });
  const open = useCall("approvals.list_approvals", { state: "open", limit: 1000 });
  const [words] = useUrlState("q", "");
  const goTo = useOpen();
  const rows = models.data
    ?.filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(words.toLowerCase()))
    .map((model): Row => {
      const champion = model.aliases["champion"] ?? null;
      const waiting = (open.data ?? []).filter(({ ref }) => modelOf(ref) === model.name).map(({ id }) => id);
      return { model, champion, waiting, places: placesOf((ref) => modelOf(ref) === model.name, deployments.data ?? []).filter(({ role }) => role !== "shadow") };
    });
  const live = rows?.filter(({ places }) => places.some(({ role }) => role === "live")).length ?? 0;
  const lead = rows ? `${counted(rows.length, "model")}, ${live} live` : undefined;
  return (
    <div className={`${styles.page} ${styles.whole}`}>
      <ListHead title="Models" lead={lead} calls={[{ id: "models.list_models", params: { limit: 1000 } }]}>
        <Find label="Find a model" />
      </ListHead>
      {models.error ? <ErrorNote error={models.error} retry={() => void models.refetch()} /> : null}
      <Table
        label="Models of this project"
        noun="model"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ model }) => model.name}
        onOpen={({ model }) => goTo(pageOf(`models/${model.name}`))}
        isMain
        fit="fill"
        empty={<NoModels words={words} of={models.data?.length ?? 0} />}
      />
    </div>
  );
}

const COLUMNS: Column<Row>[] = [
  { id: "name", header: "Model", width: 220, sortable: true, value: ({ model }) => model.name, cell: ({ model }) => <RefLink to={`model:${model.name}`} /> },
  {
    id: "champion",
    header: "Champion",
    width: 160,
    sortable: true,
    align: "start",
    value: ({ champion }) => champion,
    cell: ({ model, champion }) => (champion === null ? <span className="quiet">none yet</span> : <RefLink to={`model:${model.name}@${champion}`} />),
  },
  {
    id: "live",
    header: "Answers in",
    width: 240,
    value: ({ places }) => places.map(({ deployment, role }) => `${deployment} (${role})`).join(", "),
    cell: ({ places }) => <Places places={places} />,
  },
  { id: "versions", header: "Versions", width: 90, align: "end", sortable: true, value: ({ model }) => model.latest },
  {
    id: "waiting",
    header: "Waiting",
    width: 130,
    sortable: true,
    align: "start",
    note: "Requests for approval that nobody has decided",
    value: ({ waiting }) => waiting.length,
    cell: ({ waiting }) => <Waiting ids={waiting} />,
  },
  {
    id: "aliases",
    header: "Aliases",
    width: 200,
    value: ({ model }) => Object.keys(model.aliases).join(" "),
    cell: ({ model }) => (
      <Chips most={3} items={Object.entries(model.aliases).map(([name, version]) => ({ label: name, value: `@${version}`, to: versionPath(model.name, version) }))} />
    ),
  },
  { id: "by", header: "Made by", width: 130, sortable: true, value: ({ model }) => personOf(model.created_by) },
  { id: "created", header: "Made", width: 120, sortable: true, value: ({ model }) => new Date(model.created_at) },
  { id: "description", header: "Description", width: 320, value: ({ model }) => model.description },
];

function Places({ places }: { places: Place[] }) {
  if (places.length === 0) return <span className="quiet">nowhere</span>;
  return (
    <span className={styles.row}>
      {places.map((place) => (
        <span key={`${place.deployment} ${place.version}`}>
          <RefLink to={`deployment:${place.deployment}`} />{" "}
          <span className="quiet">
            v{place.version} {roleText(place)}
          </span>
        </span>
      ))}
    </span>
  );
}

function Waiting({ ids }: { ids: string[] }) {
  if (ids.length === 0) return <span className="quiet">nothing</span>;
  const to = ids.length === 1 ? `approvals/${ids[0]}` : "approvals?state=open";
  return <Link to={pageOf(to)}>{counted(ids.length, "request")}</Link>;
}

function NoModels({ words, of }: { words: string; of: number }) {
  if (of > 0) return <Empty title={`No model has “${words}” in its name or description; without it there are ${of}.`} />;
  return (
    <Empty
      title="Models appear here with their versions, what was found about each, and who let it take traffic."
      lines={[
        "import flyball",
        "from flyball.registry import register_model",
        "",
        `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
        "    register_model(",
        '        models=ws.models, objects=ws.objects, name="my-model", model=estimator, example=X',
        "    )",
      ]}
    />
  );
}
