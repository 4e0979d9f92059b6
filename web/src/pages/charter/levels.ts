/** The levels of maturity in words, and for each criterion the screen where it is earned. */
import type { CriterionResult, Score } from "../../api/operations";

export const LEVELS = ["manual", "reproducible", "controlled in production", "continuous"] as const;

export interface Place {
  verb: string;
  path: string;
}

const PLACES: Record<string, Place> = {
  "recorded-origin": { verb: "See the runs", path: "runs" },
  "approved-versions": { verb: "Go to approvals", path: "approvals" },
  "monitored-deployments": { verb: "Go to monitors", path: "monitor" },
  rollback: { verb: "Rehearse a rollback", path: "deployments" },
  "chain-verified": { verb: "Verify the record", path: "audit" },
  "charter-kpi": { verb: "Edit the charter", path: "charter?edit=1" },
  "gated-promotions": { verb: "Go to approvals", path: "approvals" },
  "hands-free-retraining": { verb: "Go to loops", path: "loops" },
};

export function placeOf(criterion: string): Place {
  return PLACES[criterion] ?? { verb: "All criteria", path: "maturity" };
}

/** What stands first between this level and the next; null at the top. */
export function nextOf(score: Score): CriterionResult | null {
  return score.criteria.find(({ level, passed }) => level === score.level + 1 && !passed) ?? null;
}
