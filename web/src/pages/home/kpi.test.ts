import { describe, expect, it } from "vitest";
import type { Kpi } from "../../api/operations";
import { standingOf } from "./kpi";

const kpi: Kpi = { name: "warned", unit: "share", direction: "up", formula: "", baseline: 0, target: 0.35, minimum_acceptable: 0.15, owner: "" };

describe("a KPI", () => {
  it("is met at its target, and acceptable down to its minimum", () => {
    expect([0.35, 0.2, 0.1].map((value) => standingOf(kpi, value))).toEqual(["met", "acceptable", "short"]);
  });
  it("that should fall is met below its target", () => {
    expect(standingOf({ ...kpi, direction: "down" }, 0.2)).toBe("met");
  });
  it("without a figure or a target is not judged", () => {
    expect([standingOf(kpi, null), standingOf({ ...kpi, target: null }, 1)]).toEqual(["unknown", "unknown"]);
  });
});
