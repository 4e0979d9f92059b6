import { useMemo } from "react";
import type { Trial } from "../../../api/operations";
import { currentProject } from "../../../api/place";
import { pathOf } from "../../../app/routes";
import { Panel } from "../../../components/Panel";
import { RefLink } from "../../../components/RefLink";
import { Status, type State } from "../../../components/Status";
import { Table, type Column } from "../../../components/Table";
import { formatDuration } from "../../../format/time";
import { durationOf } from "../fields";
import { useGo } from "../useGo";
import type { TrialsProps } from "./StudyOverview";

const STATES: Record<Trial["state"], State> = { complete: "ok", failed: "bad", pruned: "warn", running: "busy" };

/** Every trial with its setting and what it gave. */
export function TrialsTable({ study, trials }: TrialsProps) {
  const go = useGo();
  const columns = useMemo(() => columnsOf(Object.keys(study.space), study.direction === "maximize" ? "up" : "down"), [study]);
  return (
    <Panel title="Trials" query={trials} isFlush>
      {(found) => (
        <Table label="Trials" noun="trial" isMain columns={columns} rows={found} rowKey={(row) => String(row.number)} fit={20}
          onOpen={(row) => row.run && go(`${pathOf(currentProject(), "runs")}/${row.run}`)} empty="No trial has started." />
      )}
    </Panel>
  );
}

function columnsOf(params: readonly string[], goal: "up" | "down"): Column<Trial>[] {
  return [
    { id: "number", header: "Trial", align: "end", width: 70, value: (row) => row.number },
    { id: "state", header: "State", width: 110, value: (row) => row.state, cell: (row) => <Status state={STATES[row.state]} word={row.state} title={row.error.trimEnd().split("\n").at(-1) ?? ""} /> },
    { id: "value", header: "Objective", align: "end", width: 110, goal, value: (row) => row.value },
    ...params.map((name): Column<Trial> => ({ id: `p ${name}`, header: name, align: "end", width: 130, value: (row) => row.params[name] })),
    { id: "duration", header: "Duration", align: "end", width: 100, value: (row) => durationOf(row), cell: (row) => <span className="number">{formatDuration(durationOf(row))}</span> },
    { id: "run", header: "Run", width: 160, value: (row) => row.run, cell: (row) => (row.run ? <RefLink to={`run:${row.run}`} /> : <span className="quiet">–</span>) },
    { id: "error", header: "Error", width: 220, isHidden: true, value: (row) => row.error.trimEnd().split("\n").at(-1) },
  ];
}
