import type { Decision } from "../../api/operations";
import { isQuiet } from "./words";

export interface Folded {
  decision: Decision;
  /** Earlier ones that did nothing for the same reason, newest first. */
  same: Decision[];
}

/** The obstacle of "X; but Y": what stays the same while X counts the days. */
function becauseOf({ kind, reason }: Decision): string {
  return kind === "skip" ? (reason.split("; but ")[1] ?? reason).replaceAll(/[\d.]+/g, "#") : reason;
}

/** Decisions newest first, with runs of "did nothing" for one reason as one entry. */
export function folded(decisions: readonly Decision[]): Folded[] {
  const entries: Folded[] = [];
  for (const decision of decisions) {
    const above = entries.at(-1);
    const isSame = above && isQuiet(decision) && above.decision.kind === decision.kind && above.decision.cycle === decision.cycle && becauseOf(above.decision) === becauseOf(decision);
    if (isSame) above.same.push(decision);
    else entries.push({ decision, same: [] });
  }
  return entries;
}
