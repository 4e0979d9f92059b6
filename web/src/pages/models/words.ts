/** Small readings of what the records say, shared by the pages of models and deployments. */
import type { Approval, DeploymentInfo, Policy } from "../../api/operations";
import { currentProject } from "../../api/place";
import { pathOf } from "../../app/routes";
import { formatShare } from "../../format/number";
import { parseRef } from "../../format/ref";

/** "dana" of `user:dana`; what the policy did is not a person's. */
export function personOf(principal: string): string {
  if (principal === "system:policy") return "the policy";
  return principal.replace(/^(user|service):/, "");
}

/** 14 of `model:late-flight@14`; null where the Ref names no number. */
export function versionOf(ref: string): number | null {
  const selector = parseRef(ref)?.selector ?? "";
  return /^\d+$/.test(selector) ? Number(selector) : null;
}

export function modelOf(ref: string): string {
  return parseRef(ref)?.name ?? ref;
}

/** Who approved, for a sentence: names in the order of their votes. */
export function approversOf(approval: Approval): string {
  const names = approval.votes.filter((vote) => vote.approve).map((vote) => (vote.is_by_policy ? "the policy" : personOf(vote.voter)));
  return [...new Set(names)].join(", ");
}

/** The arm with the largest share, the first of equals. */
export function liveArm(policy: Policy): Policy["arms"][number] | undefined {
  return policy.arms.reduce<Policy["arms"][number] | undefined>(
    (best, arm) => (best && best.weight_ppm >= arm.weight_ppm ? best : arm),
    undefined,
  );
}

export interface Place {
  deployment: string;
  version: number | null;
  role: "live" | "canary" | "shadow";
  share: number;
}

/** Where versions answer now: of all of them those that `isWanted`. */
export function placesOf(isWanted: (ref: string) => boolean, deployments: readonly DeploymentInfo[]): Place[] {
  return deployments
    .filter(({ state }) => state === "serving")
    .flatMap(({ name, policy }) => [
      ...policy.arms
        .filter(({ model }) => isWanted(model))
        .map((arm): Place => ({
          deployment: name,
          version: versionOf(arm.model),
          role: arm === liveArm(policy) ? "live" : "canary",
          share: arm.weight_ppm / 1e6,
        })),
      ...policy.shadow
        .filter(({ model }) => isWanted(model))
        .map(({ model }): Place => ({ deployment: name, version: versionOf(model), role: "shadow", share: 0 })),
    ]);
}

/** "live, 100 %" or "shadow". */
export function roleText({ role, share }: Place): string {
  return role === "shadow" ? "shadow" : `${role}, ${formatShare(share)}`;
}

/** A page of the project that is open. */
export function pageOf(path: string): string {
  return pathOf(currentProject(), path);
}

export function versionPath(model: string, version: number | string): string {
  return pageOf(`models/${encodeURIComponent(model)}@${version}`);
}

const LOW_IS_GOOD = /brier|loss|rmse|mae|mape|mse|error|ece|false|latency/;

/** Which way a metric should go; judged by its name, since reports carry no direction. */
export function goalOf(metric: string): "up" | "down" {
  return LOW_IS_GOOD.test(metric) ? "down" : "up";
}
