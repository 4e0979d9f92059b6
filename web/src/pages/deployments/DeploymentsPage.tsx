import { useState } from "react";
import type { DeploymentInfo } from "../../api/operations";
import { currentProject, serverUrl } from "../../api/place";
import { useCall } from "../../api/queries";
import { useActions } from "../../app/actions";
import { useMayNot } from "../../app/may";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { counted, formatShare } from "../../format/number";
import { Find } from "../models/Find";
import layout from "../models/layout.module.css";
import { ListHead } from "../models/ListHead";
import { useOpen } from "../models/useOpen";
import { liveArm, pageOf, personOf } from "../models/words";
import { NewDeployment } from "./NewDeployment";
import { MILLION } from "./shares";
import { TrafficSpark } from "./TrafficSpark";

const SPARKS = 6; // each is a request of its own

/** Every name that answers: who answers under it, since when, by whose hand. */
export default function DeploymentsPage() {
  const deployments = useCall("deployments.list_deployments", { limit: 1000 });
  const mayNot = useMayNot("deployments.create");
  const [words] = useUrlState("q", "");
  const [isNew, setNew] = useState(false);
  const goTo = useOpen();
  useActions([{ id: "new", label: "Deploy a version under a new name", run: () => setNew(true), disabledBecause: mayNot }]);
  const rows = deployments.data?.filter(({ name, policy }) => `${name} ${policy.arms.map(({ model }) => model).join(" ")}`.includes(words));
  const serving = rows?.filter(({ state }) => state === "serving").length ?? 0;
  const sparked = new Set(deployments.data?.slice(0, SPARKS).map(({ name }) => name));
  const columns = [...FRONT, sparkColumn(sparked), ...BACK];
  return (
    <div className={`${layout.page} ${layout.whole}`}>
      <ListHead title="Deployments" lead={rows ? `${counted(rows.length, "deployment")}, ${serving} serving` : undefined} calls={[{ id: "deployments.list_deployments", params: { limit: 1000 } }]}>
        <Find label="Find a deployment" />
        <Button disabledBecause={mayNot} onClick={() => setNew(true)}>Deploy a version</Button>
      </ListHead>
      {deployments.error ? <ErrorNote error={deployments.error} retry={() => void deployments.refetch()} /> : null}
      <Table
        label="Deployments of this project"
        noun="deployment"
        columns={columns}
        rows={rows}
        rowKey={({ name }) => name}
        onOpen={({ name }) => goTo(pageOf(`deployments/${name}`))}
        isMain
        fit="fill"
        empty={<NoDeployments words={words} of={deployments.data?.length ?? 0} />}
      />
      {isNew ? <NewDeployment onClose={() => setNew(false)} /> : null}
    </div>
  );
}

const FRONT: Column<DeploymentInfo>[] = [
  { id: "name", header: "Deployment", width: 200, sortable: true, value: ({ name }) => name, cell: ({ name }) => <RefLink to={`deployment:${name}`} /> },
  { id: "state", header: "State", width: 110, sortable: true, value: ({ state }) => state, cell: ({ state }) => <Status state={state === "serving" ? "ok" : "unknown"} word={state} /> },
  { id: "live", header: "Live", width: 150, sortable: true, value: ({ policy }) => liveArm(policy)?.model, cell: ({ policy }) => <RefLink to={liveArm(policy)?.model ?? "nobody"} /> },
  {
    id: "canary",
    header: "Canary",
    width: 200,
    value: ({ policy }) => canariesOf(policy).map(({ model }) => model).join(", "),
    cell: ({ policy }) =>
      canariesOf(policy).length ? canariesOf(policy).map((arm) => <span key={arm.name}><RefLink to={arm.model} /> {formatShare(arm.weight_ppm / MILLION)}</span>) : <span className="quiet">none</span>,
  },
  { id: "shadow", header: "Shadows", width: 130, value: ({ policy }) => policy.shadow.map(({ name }) => name).join(", ") || "none" },
];

const BACK: Column<DeploymentInfo>[] = [
  { id: "policy", header: "Policy", width: 80, align: "end", sortable: true, value: ({ policy }) => policy.gen },
  { id: "since", header: "Since", width: 110, sortable: true, value: ({ policy }) => new Date(policy.created_at) },
  { id: "by", header: "By", width: 100, sortable: true, value: ({ policy }) => personOf(policy.created_by) },
  { id: "why", header: "Why", width: 320, value: ({ policy }) => policy.reason },
];

function sparkColumn(sparked: ReadonlySet<string>): Column<DeploymentInfo> {
  return {
    id: "requests",
    header: "Answers, last 14 days",
    width: 170,
    value: () => null,
    cell: ({ name }) => (sparked.has(name) ? <TrafficSpark name={name} /> : <span className="quiet">on its page</span>),
  };
}

function canariesOf(policy: DeploymentInfo["policy"]) {
  return policy.arms.filter((arm) => arm !== liveArm(policy));
}

function NoDeployments({ words, of }: { words: string; of: number }) {
  if (of > 0) return <Empty title={`No deployment has “${words}” in its name or its models; without it there are ${of}.`} />;
  return (
    <Empty
      title="A deployment is a name that answers requests; which version answers is its policy. Names appear here once one is deployed."
      lines={[
        "import flyball",
        "",
        `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
        '    ws.deployments.create("my-model", model="model:my-model@champion")',
      ]}
    />
  );
}
