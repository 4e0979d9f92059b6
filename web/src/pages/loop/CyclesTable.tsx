import type { Cycle, GateResult } from "../../api/operations";
import { Empty } from "../../components/Empty";
import { Interval } from "../../components/Interval";
import { Link } from "../../components/Link";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { currentProject } from "../../api/place";
import { refPath } from "../../format/ref";
import { formatDuration } from "../../format/time";
import { selectorOf } from "../monitor/marks";
import { here, useGo } from "../monitor/useGo";
import type { LoopView } from "./useLoop";
import { outcomeOf } from "./words";

/** Every turn of the loop: why, what was trained, how it compared, what became of it. */
export function CyclesTable({ view }: { view: LoopView }) {
  const go = useGo();
  return (
    <Table
      label="Cycles of this loop" noun="cycle" columns={COLUMNS} rows={view.cycles.data} error={view.cycles.error} rowKey={({ id }) => id} isMain fit={16}
      onOpen={({ loop, id }) => go(`loops/${loop}/cycles/${id}`)} empty={<Empty title="No cycle was started yet. Each turn stands here with its cause, its challenger and what became of it." />}
    />
  );
}

/** The comparison with the champion as a whole, not by slices. */
export const againstChampion = ({ verdicts }: Cycle): GateResult | undefined => verdicts.find(({ check }) => check.endsWith(" vs champion"));

const days = ({ opened_at: from, ended_at: to }: Cycle): number | null => (to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000);

const COLUMNS: Column<Cycle>[] = [
  { id: "number", header: "Cycle", width: 70, align: "start", sortable: true, value: ({ number }) => number, cell: ({ number, loop, id }) => <Link to={here(`loops/${loop}/cycles/${id}`)}>{number}</Link> },
  { id: "opened", header: "Started", width: 104, sortable: true, value: ({ opened_at: at }) => new Date(at), cell: ({ opened_at: at }) => <Time at={at} /> },
  { id: "outcome", header: "Outcome", width: 120, sortable: true, value: ({ outcome, stage }) => outcome ?? stage, cell: (cycle) => <Status {...outcomeOf(cycle)} /> },
  { id: "versions", header: "Champion → challenger", width: 170, value: ({ champion, challenger }) => `${selectorOf(champion)} → ${selectorOf(challenger)}`, cell: ({ champion, challenger }) => <>{selectorOf(champion)} → {challenger ? <Link to={refPath(challenger, currentProject())}>{selectorOf(challenger)}</Link> : "–"}</> },
  { id: "gates", header: "Gates passed", width: 112, align: "end", value: ({ verdicts }) => (verdicts.length ? verdicts.filter(({ passed }) => passed).length / verdicts.length : null), cell: ({ verdicts }) => (verdicts.length ? `${verdicts.filter(({ passed }) => passed).length} of ${verdicts.length}` : "–") },
  { id: "better", header: "Against the champion", width: 200, align: "start", sortable: true, value: (cycle) => againstChampion(cycle)?.value ?? null, note: "The difference with its interval; the line is the margin it may be worse by", cell: (cycle) => <Against gate={againstChampion(cycle)} /> },
  { id: "cause", header: "Because", width: 320, value: ({ cause }) => cause },
  { id: "lasted", header: "Took", width: 90, align: "end", sortable: true, value: days, cell: (cycle) => formatDuration(days(cycle)) },
  { id: "reason", header: "Ended with", width: 420, value: ({ reason }) => reason },
];

function Against({ gate }: { gate: GateResult | undefined }) {
  if (!gate || gate.value === null || gate.lo === null || gate.hi === null) return <span className="quiet">–</span>;
  return <Interval low={gate.lo} mid={gate.value} high={gate.hi} threshold={gate.threshold} goal="up" title={`${gate.metric} against the champion`} domain={[-0.06, 0.06]} width={180} />;
}
