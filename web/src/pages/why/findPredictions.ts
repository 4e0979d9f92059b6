/** Predictions that a word may mean: by id, or by a part of their business key. */
import { call } from "../../api/call";
import type { Prediction } from "../../api/operations";

const DEPLOYMENTS = 4;
const DAY_MS = 86_400_000;

export interface Period {
  start: string;
  end: string;
}

/** A key that holds a date is about that day: looking there first reads days of the log instead of years. */
export function periodOf(text: string): Period | null {
  const day = Date.parse(/\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? "");
  return Number.isNaN(day) ? null : { start: new Date(day - DAY_MS).toISOString(), end: new Date(day + 3 * DAY_MS).toISOString() };
}

export async function findPredictions(text: string, signal: AbortSignal): Promise<Prediction[]> {
  const deployments = (await call("deployments.list_deployments", { limit: DEPLOYMENTS }, { signal })).map(({ name }) => name);
  if (deployments.length === 0) return [];
  if (/^[0-9a-f]{32}[.\w-]*$/.test(text)) {
    const one = await call("deployments.prediction", { prediction_id: text }, { signal }).catch(() => null);
    if (one) return [one];
  }
  const period = periodOf(text);
  const looks = [...(period ? [{ ...period, limit: 50 }] : []), { limit: 10 }];
  for (const look of looks) {
    const lists = await Promise.all(deployments.map((name) => call("deployments.list_predictions", { name, key_contains: text, shadows: false, ...look }, { signal })));
    const found = lists.flat();
    if (found.length > 0) return found;
  }
  return [];
}
