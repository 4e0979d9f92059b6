/** Where a version stands on its way, read from the records: nothing here is ticked by hand. */
import type { Approval, AttachedEvidence, DeploymentInfo, ModelVersion, Policy } from "../../../api/operations";
import type { StepState } from "../../../components/Stepper";
import { formatShare } from "../../../format/number";
import { approversOf, liveArm } from "../words";

export interface Records {
  version: ModelVersion;
  evidence: readonly AttachedEvidence[];
  /** Requests about this version, the newest first. */
  approvals: readonly Approval[];
  deployments: readonly DeploymentInfo[];
  /** All policies of the deployments of this model, the newest first. */
  policies: readonly Policy[];
}

export interface PromotionStep {
  label: string;
  state: StepState;
  words: string;
  at: string | null;
}

export function promotionSteps(records: Records): PromotionStep[] {
  const steps = [registered(records), validated(records), approved(records), ...traffic(records)];
  const furthest = steps.findLastIndex(({ state }) => state === "done");
  const isRefused = steps.some(({ state }) => state === "failed");
  return steps.map((step, at) => {
    if (step.state !== "next") return step;
    if (at < furthest) return { ...step, state: "skipped" };
    return at === furthest + 1 && !isRefused ? { ...step, state: "current" } : step;
  });
}

function registered({ version }: Records): PromotionStep {
  return { label: "Registered", state: "done", words: "", at: version.created_at };
}

function validated({ evidence }: Records): PromotionStep {
  const judged = evidence.filter(({ passed }) => passed !== null);
  const failed = judged.filter(({ passed }) => passed === false);
  const at = judged.at(-1)?.at ?? null;
  if (judged.length === 0) return { label: "Validated", state: "next", words: "nobody tried", at };
  if (failed.length) return { label: "Validated", state: "failed", words: `${failed.map(({ kind }) => kind).join(", ")} refused`, at };
  return { label: "Validated", state: "done", words: "every gate passed", at };
}

function approved({ approvals }: Records): PromotionStep {
  const last = approvals[0];
  const step = (state: StepState, words: string, at: string | null): PromotionStep => ({ label: "Approved", state, words, at });
  if (!last) return step("next", "not asked", null);
  if (last.state === "open") return step("current", "waits for a decision", last.requested_at);
  if (last.state === "approved" || last.state === "executed") return step("done", `by ${approversOf(last)}`, last.closed_at);
  return step("failed", last.state, last.closed_at);
}

function traffic({ version, policies, deployments }: Records): PromotionStep[] {
  const mine = policies.filter(({ arms }) => arms.some(({ model }) => model === version.ref));
  const shares = mine.map((policy) => policy.arms.find(({ model }) => model === version.ref)!.weight_ppm / 1e6);
  const canary = mine.findLastIndex((policy) => policy.arms.length > 1);
  const live = mine.findLast((policy) => liveArm(policy)?.model === version.ref);
  const isLive = deployments.some(({ state, policy }) => state === "serving" && liveArm(policy)?.model === version.ref);
  const isArm = deployments.some(({ state, policy }) => state === "serving" && policy.arms.some(({ model }) => model === version.ref));
  const trial = mine[canary];
  return [
    {
      label: trial ? `Canary ${formatShare(shares[canary])}` : "Canary",
      state: trial ? (isArm && !isLive ? "current" : "done") : "next",
      words: "",
      at: trial?.created_at ?? null,
    },
    {
      label: "Live",
      state: live ? "done" : "next",
      words: live ? (isLive ? "answers now" : "replaced since") : "",
      at: live ? live.created_at : null,
    },
  ];
}
