import { expect, it } from "vitest";
import { passes } from "./axes";

it("a run without a value does not pass a brush on it", () => {
  const row = { id: "r", name: "r", values: { auc: 0.8, kind: "dart", depth: null } };

  expect(passes(row, { auc: [0.7, 0.8], kind: ["dart"] })).toBe(true);
  expect(passes(row, { auc: [0.81, 0.9] })).toBe(false);
  expect(passes(row, { depth: [0, 9] })).toBe(false);
});
