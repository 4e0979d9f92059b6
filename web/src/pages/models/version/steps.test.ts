import { expect, test } from "vitest";
import type { Approval, Policy } from "../../../api/operations";
import { promotionSteps, type Records } from "./steps";

const AT = "2013-08-23T05:00:00Z";
const arm = (version: number, weight_ppm: number) => ({ name: `v${version}`, model: `model:late@${version}`, digest: "", weight_ppm, approval: "" });
const policy = (gen: number, ...arms: ReturnType<typeof arm>[]): Policy => ({
  gen, kind: arms.length > 1 ? "canary" : "single", arms, shadow: [], unit_key: null, restores: null, reason: "", created_by: "user:ana", created_at: AT,
});
const approval = (state: Approval["state"]) =>
  ({ state, closed_at: AT, requested_at: AT, votes: [{ voter: "user:ben", approve: true, is_by_policy: false, comment: "", at: AT }] }) as unknown as Approval;
const evidence = (passed: boolean | null) => ({ kind: "evaluation", ref: "evaluation:1", digest: "", passed, says: "", summary: {}, at: AT, attached_by: "user:ana" });
const records = (more: Partial<Records>): Records => ({
  version: { ref: "model:late@2", version: 2, created_at: AT } as Records["version"],
  evidence: [], approvals: [], deployments: [], policies: [], ...more,
});
const states = (more: Partial<Records>) => promotionSteps(records(more)).map(({ state }) => state);

test("a version that was only registered has validation before it", () => {
  expect(states({})).toEqual(["done", "current", "next", "next", "next"]);
});

test("a refused gate stops the way where it was refused", () => {
  expect(states({ evidence: [evidence(true), evidence(false)] })).toEqual(["done", "failed", "next", "next", "next"]);
});

test("an open request is where the version stands", () => {
  expect(states({ evidence: [evidence(true)], approvals: [approval("open")] })).toEqual(["done", "done", "current", "next", "next"]);
});

test("a canary names its first share, and the approver is named", () => {
  const policies = [policy(2, arm(1, 900_000), arm(2, 100_000)), policy(1, arm(1, 1_000_000))];
  const deployments = [{ name: "late", state: "serving" as const, policy: policies[0]!, created_by: "", created_at: AT }];
  const steps = promotionSteps(records({ evidence: [evidence(true)], approvals: [approval("approved")], policies, deployments }));
  expect(steps.map(({ state }) => state)).toEqual(["done", "done", "done", "current", "next"]);
  expect(steps[3]!.label).toBe("Canary 10\u202f%");
  expect(steps[2]!.words).toBe("by ben");
});

test("a version that went live without a canary has skipped it", () => {
  const policies = [policy(1, arm(2, 1_000_000))];
  const deployments = [{ name: "late", state: "serving" as const, policy: policies[0]!, created_by: "", created_at: AT }];
  expect(states({ evidence: [evidence(true)], approvals: [approval("executed")], policies, deployments })).toEqual(["done", "done", "done", "skipped", "done"]);
});
