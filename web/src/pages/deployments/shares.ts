/** Shares of traffic in parts per million, what a change of them means in requests, and what a roll back restores. */
import type { ArmSpecInput, Policy } from "../../api/operations";
import { formatNumber, formatShare } from "../../format/number";
import { versionOf } from "../models/words";

export const MILLION = 1_000_000;

export interface DraftArm {
  name: string;
  model: string;
  ppm: number;
}

export function draftOf(policy: Policy): DraftArm[] {
  return policy.arms.map(({ name, model, weight_ppm }) => ({ name, model, ppm: weight_ppm }));
}

/** One arm gets a share, the largest of the others gives or takes what that needs. */
export function withShare(arms: readonly DraftArm[], at: number, ppm: number): DraftArm[] {
  const other = arms.reduce((best, arm, i) => (i !== at && (best < 0 || arm.ppm > arms[best]!.ppm) ? i : best), -1);
  if (other < 0) return arms.map((arm, i) => (i === at ? { ...arm, ppm: MILLION } : arm));
  const fixed = arms.reduce((sum, arm, i) => (i === at || i === other ? sum : sum + arm.ppm), 0);
  const share = Math.max(0, Math.min(Math.round(ppm), MILLION - fixed));
  return arms.map((arm, i) => (i === at ? { ...arm, ppm: share } : i === other ? { ...arm, ppm: MILLION - fixed - share } : arm));
}

/** An arm leaves; the largest of the rest takes its share. */
export function without(arms: readonly DraftArm[], at: number): DraftArm[] {
  return withShare(arms, at, 0).filter((_, i) => i !== at);
}

/** Arms without traffic are no arms: the policy is what the others share. */
export function specsOf(arms: readonly DraftArm[]): ArmSpecInput[] {
  return arms.filter(({ ppm }) => ppm > 0).map(({ name, model, ppm }) => ({ name, model, weight_ppm: ppm }));
}

/** The name an added version gets, free among those that are there. */
export function freeName(model: string, taken: readonly string[]): string {
  const wanted = `v${versionOf(model) ?? ""}`;
  let name = wanted;
  for (let n = 2; taken.includes(name); n += 1) name = `${wanted}-${n}`;
  return name;
}

/** A rate in the unit that people can picture: "12.3 requests/s", "4.2 requests/min", "7 requests/day". */
export function rateText(perSecond: number): string {
  for (const [unit, seconds] of [["s", 1], ["min", 60], ["h", 3600]] as const) {
    if (perSecond * seconds >= 1) return `${formatNumber(perSecond * seconds, 3)} requests/${unit}`;
  }
  return perSecond === 0 ? "no requests" : `${formatNumber(perSecond * 86_400, 3)} requests/day`;
}

/** "v14 90 %, v15 10 %". */
export function armsText(policy: Pick<Policy, "arms">): string {
  return policy.arms.map(({ name, weight_ppm }) => `${name} ${formatShare(weight_ppm / MILLION)}`).join(", ");
}

/** The policy a roll back brings back, found as the server finds it; history is newest first. */
export function rollbackTarget(history: readonly Policy[]): Policy | null {
  const restored = new Map(history.map(({ gen, restores }) => [gen, restores]));
  const origin = (gen: number): number => {
    let at = gen;
    for (let back = restored.get(at); back !== null && back !== undefined; back = restored.get(at)) at = back;
    return at;
  };
  const now = origin(history[0]?.gen ?? 0);
  if (now <= 1) return null;
  const target = origin(now - 1);
  return history.find(({ gen }) => gen === target) ?? null;
}
