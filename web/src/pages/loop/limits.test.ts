import { expect, it } from "vitest";
import type { Cycle, Loop } from "../../api/operations";
import { failuresInARow, limitsOf } from "./limits";

const DAY = 86_400_000;
const cycle = (number: number, outcome: Cycle["outcome"], day: number): Cycle =>
  ({ number, outcome, opened_at: new Date(day * DAY).toISOString(), ended_at: outcome ? new Date(day * DAY).toISOString() : null }) as Cycle;
const loop = (breaker: string | null = null): Loop =>
  ({ breaker, policy: { limits: { cooldown_days: 6, max_cycles_per_30_days: 4, min_new_labels: 0, rejections_until_breaker: 5 } } }) as Loop;

it("counts rejections back to the last challenger that was not rejected", () => {
  expect(failuresInARow([cycle(3, "rejected", 9), cycle(2, "failed", 8), cycle(1, "promoted", 1)])).toBe(2);
  expect(failuresInARow([cycle(2, null, 9), cycle(1, "rejected", 8)])).toBe(1);
});

it("says what is left of each limit", () => {
  const [cooldown, cycles, breaker] = limitsOf(loop(), [cycle(2, "rejected", 98), cycle(1, "promoted", 50)], null, 100 * DAY);

  expect(cooldown).toMatchObject({ isReached: true, says: "4.0 of 6 days left before a cycle may start" });
  expect(cycles).toMatchObject({ says: "1 of 4 used, 3 left", isReached: false });
  expect(breaker).toMatchObject({ says: "closed; 1 of 5 rejections in a row, 4 left" });
});

it("says why the breaker is open, and that a fresh loop has everything left", () => {
  expect(limitsOf(loop("worse"), [], null, 0)[2]).toMatchObject({ used: 1, says: "open: worse" });
  expect(limitsOf(loop(), [], null, 0)[0]).toMatchObject({ isReached: false, used: 0 });
});
