import type { Loop } from "../../api/operations";
import { useCall } from "../../api/queries";
import { serverUrl } from "../../api/place";
import { Empty } from "../../components/Empty";
import { Link, useProject } from "../../components/Link";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import layout from "../monitor/layout.module.css";
import { PageHead } from "../monitor/PageHead";
import { here, useGo } from "../monitor/useGo";
import { outcomeOf, sentenceOf, stateOfLoop } from "./words";

/** Every loop of the project: does it run, what did it do last and why. */
export default function LoopsPage() {
  const loops = useCall("loops.list_loops", {});
  const go = useGo();
  const stopped = loops.data?.filter(({ breaker }) => breaker !== null).length ?? 0;
  return (
    <div className={layout.page}>
      <PageHead title="Loops" lead={loops.data ? `${counted(loops.data.length, "loop")}${stopped ? `, ${stopped} stopped by the breaker` : ""}` : undefined} calls={[{ id: "loops.list_loops", params: {} }]} />
      <Table label="Loops of this project" noun="loop" columns={COLUMNS} rows={loops.data} error={loops.error} rowKey={({ name }) => name} onOpen={({ name }) => go(`loops/${name}`)} isMain fit="fill" empty={<NoLoop />} />
    </div>
  );
}

const COLUMNS: Column<Loop>[] = [
  { id: "name", header: "Loop", width: 180, sortable: true, value: ({ name }) => name, cell: ({ name }) => <RefLink to={`loop:${name}`} /> },
  { id: "state", header: "State", width: 140, sortable: true, value: ({ breaker, state }) => (breaker === null ? state : "stopped itself"), cell: (loop) => <State loop={loop} /> },
  { id: "decision", header: "Last decision", width: 520, value: () => null, cell: ({ name }) => <LastDecision name={name} /> },
  { id: "when", header: "Decided", width: 106, value: () => null, cell: ({ name }) => <LastDecision name={name} isTime /> },
  { id: "cycle", header: "Last cycle", width: 180, value: () => null, cell: ({ name }) => <LastCycle name={name} /> },
  { id: "deployment", header: "Deployment", width: 160, sortable: true, value: ({ policy }) => policy.deployment, cell: ({ policy }) => <RefLink to={`deployment:${policy.deployment}`} /> },
  { id: "approval", header: "Approval", width: 120, sortable: true, value: ({ policy }) => (policy.approval === "policy" ? "by policy" : "by people") },
];

function State({ loop }: { loop: Loop }) {
  const { data } = useCall("loops.list_cycles", { name: loop.name, limit: 1 });
  return <Status {...stateOfLoop(loop, data?.find(({ outcome }) => outcome === null))} />;
}

function LastCycle({ name }: { name: string }) {
  const cycle = useCall("loops.list_cycles", { name, limit: 1 }).data?.[0];
  if (!cycle) return <span className="quiet">none yet</span>;
  return (
    <span className={layout.row}>
      <Link to={here(`loops/${name}/cycles/${cycle.id}`)}>{cycle.number}</Link> <Status {...outcomeOf(cycle)} />
    </span>
  );
}

function LastDecision({ name, isTime = false }: { name: string; isTime?: boolean }) {
  const decision = useCall("loops.list_decisions", { name, limit: 1 }).data?.[0];
  if (!decision) return <span className="quiet">{isTime ? "–" : "nothing decided yet"}</span>;
  if (isTime) return <Time at={decision.at} />;
  const says = sentenceOf(decision);
  return <span className="name" title={says}>{says}</span>;
}

function NoLoop() {
  const project = useProject();
  return (
    <Empty
      title="A loop retrains a model when the world changed, compares the challenger with the champion, and rolls it out step by step, within limits you set."
      lines={[
        "import flyball",
        "from flyball.loop import LoopPolicy",
        "",
        `with flyball.connect("${serverUrl()}", project="${project}") as ws:`,
        '    policy = LoopPolicy(deployment="my-deployment", model="my-model",',
        '                        data="my_package:rows", train="my_package:train")',
        '    ws.loops.apply("my-loop", policy=policy)',
      ]}
    />
  );
}
