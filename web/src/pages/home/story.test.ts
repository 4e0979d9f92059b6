import { describe, expect, it } from "vitest";
import type { AuditEntry, Cycle, Incident, Policy, Variant } from "../../api/operations";
import { answeredIn, answering, endedOfCycle, endedOfEntry, monthRange, monthsOf, storyOf } from "./story";

const arm = (version: number, share: number): Variant => ({ name: `v${version}`, model: `model:m@${version}`, digest: "", weight_ppm: share * 10_000, approval: "" });
const policy = (gen: number, day: string, arms: Variant[], more: Partial<Policy> = {}): Policy => ({
  gen, kind: arms.length > 1 ? "canary" : "single", arms, shadow: [], unit_key: null, restores: null, reason: "", created_by: "user:dana", created_at: `${day}T05:00:00Z`, ...more,
});
const incident: Incident = {
  id: "7", deployment: "m", kind: "drift", cause: "drift", severity: "warn", state: "closed", says: "temp moved",
  opened_at: "2013-02-08T05:00:00Z", seen_at: "2013-02-08T05:00:00Z", windows: 1, acknowledged_by: null, closed_at: "2013-02-15T05:00:00Z",
};

describe("who answered", () => {
  const inOrder = [policy(1, "2013-02-01", [arm(1, 100)]), policy(2, "2013-02-15", [arm(1, 90), arm(2, 10)]), policy(3, "2013-02-22", [arm(2, 100)])];
  it("is the version with the most of the traffic, however often its share changed", () => {
    expect(answering(inOrder).map(({ label, to }) => [label, to === null])).toEqual([["v1", false], ["v2", true]]);
  });
  it("leaves out what was taken back the same moment", () => {
    const rehearsal = [policy(4, "2013-03-01", [arm(1, 100)], { restores: 1 }), policy(5, "2013-03-01", [arm(2, 100)])];
    expect(answering([...inOrder, ...rehearsal]).map(({ label }) => label)).toEqual(["v1", "v2"]);
  });
  it("reads as a sentence for a month", () => {
    expect(answeredIn(answering(inOrder), monthRange("2013-02"), (at) => new Date(at).toISOString().slice(8, 10))).toBe("v1 from 01, v2 from 22");
    expect(answeredIn(answering(inOrder), monthRange("2013-03"), String)).toBe("v2");
  });
});

describe("the story", () => {
  it("tells the newest first and an incident twice: when it began and when it was over", () => {
    const told = storyOf({ deployment: "m", policies: [policy(1, "2013-02-01", [arm(1, 100)])], incidents: [incident], cycles: [], until: Date.parse("2013-03-01T00:00:00Z") });
    expect(told.happenings.map(({ word }) => word)).toEqual(["incident over", "drift incident", "first answer"]);
    expect(told.from).toBe(Date.parse("2013-02-01T00:00:00Z"));
  });
  it("has every month from its first to its last day", () => {
    expect(monthsOf(Date.parse("2012-12-31T23:00:00Z"), Date.parse("2013-02-01T00:00:01Z"))).toEqual(["2012-12", "2013-01", "2013-02"]);
    expect(monthsOf(0, 0)).toEqual(["1970-01"]);
  });
});

it("a cycle that ended reads the same from the record and from its loop; one that runs has not ended", () => {
  const entry = { ref: "cycle:c", at: "2013-02-22T05:00:00Z", actor: "user:ana", detail: { outcome: "promoted", reason: "better" } } as unknown as AuditEntry;
  const cycle = { id: "c", ended_at: "2013-02-22T05:00:00Z", outcome: "promoted", reason: "better" } as unknown as Cycle;
  expect({ ...endedOfEntry(entry), by: "" }).toEqual(endedOfCycle(cycle)[0]);
  expect(endedOfCycle({ ...cycle, ended_at: null })).toEqual([]);
});
