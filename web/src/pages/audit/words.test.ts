import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../api/operations";
import { briefOf, KINDS, whatOf } from "./words";

const entry = (detail: AuditEntry["detail"]): AuditEntry => ({ seq: 1, at: "", actor: "", kind: "", op: "", ref: "", project: "", request_id: "", outcome: "ok", hash: "", detail });

describe("an entry of the record", () => {
  it("has words, also of a kind nobody wrote any for", () => {
    expect([whatOf("alias.moved"), whatOf("thing.turned-over")]).toEqual(["Alias moved", "Thing turned over"]);
  });
  it("says its reason last and leaves out what only a machine reads", () => {
    expect(briefOf(entry({ before: 1, after: 2, reason: "better", digest: "ab", approval: null }))).toBe("before 1 · after 2 · better");
  });
  it("says so when its detail was erased", () => {
    expect(briefOf(entry(null))).toBe("its detail was erased");
  });
});

it("the filter offers each noun as a whole before its kinds", () => {
  expect(KINDS.indexOf("alias.*")).toBeLessThan(KINDS.indexOf("alias.moved"));
});
