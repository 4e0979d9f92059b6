import { call } from "../../api/call";
import type { Prediction } from "../../api/operations";
import type { Source } from "../../components/Table";

/** A logged answer with what is known of its outcome. */
export interface Answered {
  prediction: Prediction;
  label: number | null;
}

export interface PredictionFilter {
  variant: string | null;
  key_contains: string | null;
  min_score: number | null;
  max_score: number | null;
  shadows: boolean;
}

const WINDOW = 100; // each answer carries all its inputs

/** Predictions newest first, window by window, each with its label when it has arrived. */
export function predictionSource(name: string, filter: PredictionFilter, version: number): Source<Answered> {
  return {
    key: `predictions ${name} ${JSON.stringify(filter)}`,
    version,
    read: async ({ after, limit, signal }) => {
      const wanted = Math.min(limit, WINDOW);
      const found = await call("deployments.list_predictions", { name, ...filter, after, limit: wanted }, { signal });
      const keys = [...new Set(found.map(keyOf))];
      const known = keys.length ? await call("labels.find", { deployment: name, keys }, { signal }) : [];
      const labels = new Map(known.map(({ key, value }) => [key, value]));
      const rows = found.map((prediction) => ({ prediction, label: labels.get(keyOf(prediction)) ?? null }));
      return { rows, next: found.length === wanted ? (found.at(-1)?.id ?? null) : null };
    },
  };
}

/** What outcomes are joined by. */
export function keyOf({ business_key, shadow_of, id }: Prediction): string {
  return business_key ?? shadow_of ?? id;
}
