/** States of pipeline runs and steps in words, and what a graph of steps looks like. */
import type { PipelineRunInfo, StepInfo } from "../../api/operations";
import type { GraphEdge, GraphNode } from "../../components/Graph";
import type { StatusProps } from "../../components/Status";
import { formatDuration, instantOf } from "../../format/time";
import { pageOf } from "../models/words";

export function runPath({ pipeline, id }: Pick<PipelineRunInfo, "pipeline" | "id">): string {
  return pageOf(`pipelines/${pipeline}@${id}`);
}

const RUNS: Record<PipelineRunInfo["state"], StatusProps> = {
  running: { state: "busy", word: "running" },
  finished: { state: "ok", word: "finished" },
  failed: { state: "bad", word: "failed" },
  cancelled: { state: "unknown", word: "cancelled" },
};

export function runStatus(state: PipelineRunInfo["state"]): StatusProps {
  return RUNS[state];
}

const STEPS: Record<StepInfo["state"], StatusProps> = {
  ready: { state: "unknown", word: "ready" },
  running: { state: "busy", word: "running" },
  sleeping: { state: "warn", word: "waits to try again" },
  done: { state: "ok", word: "done" },
  cached: { state: "ok", word: "from cache" },
  failed: { state: "bad", word: "failed" },
  skipped: { state: "unknown", word: "skipped" },
  cancelled: { state: "unknown", word: "cancelled" },
};

export function stepStatus(state: StepInfo["state"]): StatusProps {
  return STEPS[state];
}

const ORDER: StepInfo["state"][] = ["failed", "running", "sleeping", "ready", "done", "cached", "skipped", "cancelled"];

/** "1 failed, 3 done, 2 from cache" */
export function stepsText(counts: Record<string, number>): string {
  const said = ORDER.filter((state) => counts[state]).map((state) => `${counts[state]} ${STEPS[state].word}`);
  return said.join(", ") || "no step yet";
}

export function secondsOf(started: string | null, ended: string | null, now: number): number | null {
  const from = instantOf(started);
  if (from === null) return null;
  return ((instantOf(ended) ?? now) - from) / 1000;
}

/** What went wrong in one line: the last of a traceback. */
export function errorLine(error: string): string {
  return error.trimEnd().split("\n").at(-1) ?? "";
}

/** The folder of a step: the map it is an element of, or the nested pipeline it belongs to. */
export function folderOf(path: string): string | undefined {
  const map = /^(.*)\[[^\]]*\]$/.exec(path);
  if (map) return map[1];
  const slash = path.lastIndexOf("/");
  return slash > 0 ? path.slice(0, slash) : undefined;
}

export function graphOf(steps: readonly StepInfo[], now: number): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const nodes = steps.map((step): GraphNode => {
    const seconds = secondsOf(step.started_at, step.ended_at, now);
    const took = step.state === "cached" || seconds === null ? "" : `, ${formatDuration(seconds)}`;
    const folder = folderOf(step.path);
    return {
      id: step.path,
      kind: "pipeline",
      label: step.path,
      state: STEPS[step.state].state,
      word: `${STEPS[step.state].word}${took}`,
      note: errorLine(step.error) || step.note,
      ...(folder !== undefined && { group: folder }),
    };
  });
  const known = new Set(steps.map(({ path }) => path));
  const edges = steps.flatMap(({ path, inputs }) => [...new Set(inputs)].filter((input) => known.has(input)).map((input): GraphEdge => ({ from: input, to: path })));
  return { nodes, edges };
}

/** The longest chain of steps that waited for each other, by the time they took. */
export function criticalPath(steps: readonly StepInfo[], now: number): Set<string> {
  const byPath = new Map(steps.map((step) => [step.path, step]));
  const best = new Map<string, { cost: number; before: string | null }>();
  const cost = (path: string, seen: ReadonlySet<string>): number => {
    const known = best.get(path);
    if (known) return known.cost;
    const step = byPath.get(path);
    if (!step || seen.has(path)) return 0;
    const own = step.state === "cached" ? 0 : (secondsOf(step.started_at, step.ended_at, now) ?? 0);
    let [most, before]: [number, string | null] = [0, null];
    for (const input of step.inputs) {
      const found = cost(input, new Set([...seen, path]));
      if (before === null || found > most) [most, before] = [found, byPath.has(input) ? input : null];
    }
    best.set(path, { cost: own + most, before });
    return own + most;
  };
  let [end, most]: [string | null, number] = [null, -1];
  for (const { path } of steps) {
    const total = cost(path, new Set());
    if (total > most) [end, most] = [path, total];
  }
  const chain = new Set<string>();
  for (let path = end; path !== null && !chain.has(path); path = best.get(path)?.before ?? null) chain.add(path);
  return chain;
}
