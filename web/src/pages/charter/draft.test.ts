import { describe, expect, it } from "vitest";
import type { Charter } from "../../api/operations";
import { charterOf, draftOf, faultsOf, NEW_KPI } from "./draft";

const charter: Charter = {
  problem: "Passengers learn too late", decision: "Warn them", users_affected: "", review_every_days: 30, owners: { business: "Ana" },
  kpis: [{ name: "warned", unit: "share", direction: "up", formula: "", baseline: 0, target: 0.35, minimum_acceptable: null, owner: "desk" }],
  guardrails: [{ metric: "false warnings", bound: 0.5, slice: "", direction: "down" }],
};

describe("a charter", () => {
  it("comes back from its draft as it was", () => {
    expect(charterOf(draftOf(charter))).toEqual(charter);
    expect(faultsOf(draftOf(charter))).toEqual({});
  });
  it("is not sent with a target that is no number, or a KPI without a name", () => {
    const draft = { ...draftOf(charter), kpis: [{ ...NEW_KPI, target: "a third" }] };
    expect(Object.keys(faultsOf(draft)).sort()).toEqual(["kpis.0.name", "kpis.0.target"]);
  });
  it("needs its problem, and each owner's role once", () => {
    const draft = { ...draftOf(undefined), kpis: [], owners: [{ role: "risk", person: "a" }, { role: "risk", person: "b" }] };
    expect(faultsOf(draft)).toEqual({ problem: "Say what is wrong today", "owners.1.role": "each role once" });
  });
});
