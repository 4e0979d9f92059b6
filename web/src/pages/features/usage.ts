/** Who uses a service: the training sets made with it, the runs on them, the models of those runs. */
import type { Graph } from "../../api/operations";
import { parseRef } from "../../format/ref";

export interface Use {
  trainingSet: string;
  service: string;
  runs: string[];
  models: string[];
}

const kindOf = (ref: string): string => ref.slice(0, ref.indexOf(":"));

/** One line for each training set, the newest version first. */
export function usesOf({ edges }: Graph): Use[] {
  const from = (src: string, kind: string) => edges.filter((edge) => edge.src === src && kindOf(edge.dst) === kind).map(({ dst }) => dst);
  const made = edges.filter(({ src, dst }) => kindOf(src) === "feature-service" && kindOf(dst) === "dataset");
  const uses = made.map(({ src, dst }): Use => {
    const runs = from(dst, "run");
    return { trainingSet: dst, service: src, runs, models: [...new Set(runs.flatMap((run) => from(run, "model")))] };
  });
  return uses.toSorted((a, b) => numberOf(b.trainingSet) - numberOf(a.trainingSet) || a.trainingSet.localeCompare(b.trainingSet));
}

function numberOf(ref: string): number {
  return Number(parseRef(ref)?.selector ?? 0) || 0;
}

/** "19 training sets, 19 models" */
export function countsOf(uses: readonly Use[]): { trainingSets: number; models: number } {
  return { trainingSets: new Set(uses.map(({ trainingSet }) => trainingSet)).size, models: new Set(uses.flatMap(({ models }) => models)).size };
}
