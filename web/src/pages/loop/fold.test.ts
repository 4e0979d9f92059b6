import { expect, it } from "vitest";
import type { Decision } from "../../api/operations";
import { folded } from "./fold";

const made = (kind: Decision["kind"], reason: string): Decision => ({ at: "2013-03-01T00:00:00Z", loop: "late", cycle: null, kind, reason, evidence: {} });

it("makes one entry of doing nothing again and again for one reason", () => {
  const entries = folded([
    made("skip", "129 days old; but the breaker is open: 5 in a row"),
    made("skip", "open incident and 124 days old; but the breaker is open: 5 in a row"),
    made("skip", "47 days old; but 4 cycles in 30 days"),
    made("nothing", "no trigger fired"),
    made("nothing", "no trigger fired"),
  ]);

  expect(entries.map(({ same }) => same.length)).toEqual([1, 0, 1]);
});

it("never folds what was done", () => {
  expect(folded([made("reject", "worse"), made("reject", "worse")])).toHaveLength(2);
});
