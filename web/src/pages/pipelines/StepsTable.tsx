import { useMemo } from "react";
import type { StepInfo } from "../../api/operations";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { formatDuration } from "../../format/time";
import { errorLine, secondsOf, stepStatus } from "./words";

interface StepsTableProps {
  steps: readonly StepInfo[];
  now: number;
  onOpen: (path: string) => void;
}

/** The steps of a run in the order of their calls. */
export function StepsTable({ steps, now, onOpen }: StepsTableProps) {
  const columns = useMemo(() => columnsOf(now), [now]);
  return <Table label="Steps of this run" noun="step" columns={columns} rows={steps} rowKey={({ path }) => path} onOpen={({ path }) => onOpen(path)} isMain fit={20} compact />;
}

const columnsOf = (now: number): Column<StepInfo>[] => [
  { id: "path", header: "Step", width: 220, sortable: true, value: ({ path }) => path, cell: ({ path }) => <span className="name mono">{path}</span> },
  { id: "state", header: "State", width: 150, sortable: true, value: ({ state }) => state, cell: ({ state }) => <Status {...stepStatus(state)} /> },
  { id: "took", header: "Took", width: 90, align: "end", sortable: true, value: (step) => secondsOf(step.started_at, step.ended_at, now), cell: (step) => formatDuration(secondsOf(step.started_at, step.ended_at, now)) },
  { id: "attempt", header: "Attempts", width: 90, align: "end", sortable: true, value: ({ attempt }) => attempt },
  { id: "why", header: "Why, or what went wrong", width: 380, value: ({ error, note }) => errorLine(error) || note || null },
  { id: "inputs", header: "Takes from", width: 220, value: ({ inputs }) => inputs.join(", ") || null },
  { id: "started", header: "Started", width: 130, sortable: true, value: ({ started_at }) => (started_at ? new Date(started_at) : null), cell: ({ started_at }) => <Time at={started_at} /> },
  { id: "function", header: "Function", width: 220, isHidden: true, value: (step) => step.function },
  { id: "owner", header: "Executor", width: 160, isHidden: true, value: ({ owner }) => owner },
];
