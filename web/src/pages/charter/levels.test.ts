import { expect, it } from "vitest";
import type { CriterionResult, Score } from "../../api/operations";
import { nextOf, placeOf } from "./levels";

const criterion = (name: string, level: number, passed: boolean): CriterionResult => ({ name, level, passed, title: "", value: null, threshold: 1, says: "", evidence: [], next_step: "" });
const score = (level: number, criteria: CriterionResult[]): Score => ({ project: "p", at: "", window_days: 90, level, level_name: "", criteria, next_step: "" });

it("the next step belongs to the next level, however much is missing above it", () => {
  const all = [criterion("recorded-origin", 1, true), criterion("rollback", 2, false), criterion("charter-kpi", 3, false)];
  expect(nextOf(score(1, all))?.name).toBe("rollback");
  expect(nextOf(score(3, all))).toBeNull();
});

it("a criterion of a plug-in leads to all criteria", () => {
  expect(placeOf("ours").path).toBe("maturity");
});
