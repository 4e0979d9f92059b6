import { useMemo } from "react";
import type { StepInfo } from "../../api/operations";
import { Gantt, type GanttBar } from "../../components/Gantt";
import { formatDuration, instantOf } from "../../format/time";
import { criticalPath, secondsOf, stepStatus } from "./words";

interface StepsTimelineProps {
  steps: readonly StepInfo[];
  now: number;
  onPick: (path: string) => void;
}

const MOST = 200;

/** Steps over time, with the chain that made the run as long as it was. */
export function StepsTimeline({ steps, now, onPick }: StepsTimelineProps) {
  const shown = steps.filter(({ started_at }) => started_at !== null).slice(0, MOST);
  const { bars, title } = useMemo(() => drawn(shown, now), [shown, now]);
  return <Gantt title={title} bars={bars} now={now} onPick={onPick} {...(steps.length > shown.length && { note: `${shown.length} of ${steps.length} steps began` })} />;
}

function drawn(steps: readonly StepInfo[], now: number): { bars: GanttBar[]; title: string } {
  const chain = criticalPath(steps, now);
  const seconds = steps.filter(({ path }) => chain.has(path)).reduce((sum, step) => sum + (secondsOf(step.started_at, step.ended_at, now) ?? 0), 0);
  const ends = new Map(steps.map(({ path, ended_at }) => [path, instantOf(ended_at)]));
  const bars = steps.map((step): GanttBar => {
    const ready = Math.max(...step.inputs.map((input) => ends.get(input) ?? Number.NEGATIVE_INFINITY));
    return {
      id: step.path,
      name: step.path,
      from: instantOf(step.started_at),
      to: instantOf(step.ended_at),
      ...(Number.isFinite(ready) && { waitingFrom: ready }),
      state: stepStatus(step.state).state,
      word: stepStatus(step.state).word,
      isCritical: chain.has(step.path),
    };
  });
  return { bars, title: steps.length ? `The longest chain took ${formatDuration(seconds)}` : "No step has begun" };
}
