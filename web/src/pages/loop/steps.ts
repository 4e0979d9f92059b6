import type { Cycle, Decision } from "../../api/operations";
import type { Step } from "../../components/Stepper";
import { selectorOf } from "../monitor/marks";

const ORDER = ["triggered", "training", "evaluating", "awaiting_approval", "canary", "probation"] as const;
type Known = (typeof ORDER)[number];

const LABEL: Record<Known, string> = { triggered: "Triggered", training: "Trained", evaluating: "Compared", awaiting_approval: "Approved", canary: "Rolled out", probation: "On probation" };
/** The decision that ends each stage. */
const PROOF: Record<Known, readonly Decision["kind"][]> = {
  triggered: ["start"], training: ["train"], evaluating: ["ask", "reject"], awaiting_approval: ["approve"], canary: ["promote", "roll_back"], probation: ["confirm", "roll_back"],
};

const ENDED: Partial<Record<Decision["kind"], string>> = { reject: "refused", roll_back: "rolled back" };

/** Where a cycle stands, or where it ended; a stage it never reached is left out of its way. */
export function stepsOf(cycle: Pick<Cycle, "stage" | "outcome" | "challenger">, decisions: readonly Decision[]): Step[] {
  const oldestFirst = decisions.toReversed();
  const proofs = ORDER.map((stage) => oldestFirst.find(({ kind }) => PROOF[stage].includes(kind)));
  const now = cycle.stage === "shadow" ? "canary" : cycle.stage;
  const reached = cycle.outcome === null ? ORDER.indexOf(now as Known) : Math.max(0, proofs.findLastIndex((proof) => proof !== undefined));
  return ORDER.map((stage, i) => {
    const proof = proofs[i];
    const hasFailed = proof?.kind === "reject" || proof?.kind === "roll_back" || (i === reached && (cycle.outcome === "failed" || cycle.outcome === "aborted"));
    const state = hasFailed ? "failed" : i < reached || (i === reached && cycle.outcome !== null) ? "done" : i === reached ? "current" : cycle.outcome === null ? "next" : "skipped";
    const what = stage === "training" && proof ? selectorOf(cycle.challenger) : (proof ? ENDED[proof.kind] ?? "" : "");
    const detail = proof ? `${proof.at.slice(0, 10)}${hasFailed || stage === "training" ? ` · ${what}` : ""}` : undefined;
    return { label: LABEL[stage], state, ...(detail && { detail }) };
  });
}
