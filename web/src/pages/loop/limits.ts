import type { Cycle, Loop } from "../../api/operations";

const DAY = 86_400_000;

/** How much of a limit is used, and what is left of it in words. */
export interface Limit {
  id: string;
  label: string;
  /** 0…1; 1 is nothing left. */
  used: number;
  says: string;
  isReached: boolean;
}

/** Rejections and failures since the last challenger that was anything else: what trips the breaker. */
export function failuresInARow(cycles: readonly Cycle[]): number {
  const ended = cycles.filter(({ outcome }) => outcome !== null).toSorted((a, b) => b.number - a.number);
  const first = ended.findIndex(({ outcome }) => outcome !== "rejected" && outcome !== "failed");
  return first === -1 ? ended.length : first;
}

/** The limits of a policy as they stand at a moment. */
export function limitsOf({ policy: { limits }, breaker }: Pick<Loop, "policy" | "breaker">, cycles: readonly Cycle[], newOutcomes: number | null, now: number): Limit[] {
  const ended = Math.max(...cycles.flatMap(({ ended_at: at }) => (at ? [Date.parse(at)] : [])), Number.NEGATIVE_INFINITY);
  const rest = Math.max(0, (ended + limits.cooldown_days * DAY - now) / DAY);
  const recent = cycles.filter(({ opened_at: at }) => Date.parse(at) > now - 30 * DAY).length;
  const most = limits.max_cycles_per_30_days;
  const row = failuresInARow(cycles);
  const trip = limits.rejections_until_breaker;
  const left = Math.max(0, most - recent);
  return [
    {
      id: "cooldown", label: "Cooldown", used: limits.cooldown_days ? Math.min(1, rest / limits.cooldown_days) : 0, isReached: rest > 0,
      says: rest > 0 ? `${rest.toFixed(1)} of ${limits.cooldown_days} days left before a cycle may start` : `over: ${limits.cooldown_days} days have passed since the last cycle`,
    },
    { id: "cycles", label: "Cycles in 30 days", used: Math.min(1, recent / most), isReached: left === 0, says: `${recent} of ${most} used, ${left} left` },
    {
      id: "breaker", label: "Breaker", used: breaker === null ? Math.min(1, row / trip) : 1, isReached: breaker !== null,
      says: breaker === null ? `closed; ${row} of ${trip} rejections in a row, ${Math.max(0, trip - row)} left` : `open: ${breaker}`,
    },
    ...(limits.min_new_labels > 0 && newOutcomes !== null
      ? [{
          id: "outcomes", label: "New outcomes", used: Math.min(1, newOutcomes / limits.min_new_labels), isReached: newOutcomes < limits.min_new_labels,
          says: `${newOutcomes} of ${limits.min_new_labels} needed, ${Math.max(0, limits.min_new_labels - newOutcomes)} to come`,
        }]
      : []),
  ];
}
