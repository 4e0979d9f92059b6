import { expect, it } from "vitest";
import type { Cycle } from "../../api/operations";
import { evidenceOf, partOf, sentenceOf, stateOfLoop } from "./words";

it("says why nothing was done, with what called for it and what stood in the way", () => {
  expect(sentenceOf({ kind: "nothing", reason: "no trigger fired" })).toBe("Did nothing, because no trigger fired.");
  expect(sentenceOf({ kind: "skip", reason: "the live version is 129 days old (limit 14); but the breaker is open: 5 in a row" })).toBe(
    "Did nothing although the live version is 129 days old (limit 14), because the breaker is open: 5 in a row.",
  );
});

it("names the cycle that a decision started and models without their kind", () => {
  expect(sentenceOf({ kind: "start", reason: "open performance incident" }, 13)).toBe("Started cycle 13: open performance incident.");
  expect(sentenceOf({ kind: "train", reason: "trained model:late-flight@19 in run 01a1feae" })).toBe("Trained late-flight@19 in run 01a1feae.");
  expect(sentenceOf({ kind: "roll_back", reason: "back to model:late-flight@4: worse" })).toBe("Rolled back to late-flight@4: worse.");
});

it("leaves out evidence that says nothing", () => {
  expect(evidenceOf({ evidence: { open_incidents: "", new_labels: 12, e_value: null } })).toEqual([{ label: "new outcomes", value: 12 }]);
});

it("lights the part of the picture where the running cycle is", () => {
  expect(partOf(undefined)).toBe("watch");
  expect(partOf({ stage: "awaiting_approval" } as Cycle)).toBe("compare");
  expect(partOf({ stage: "canary" } as Cycle)).toBe("rollout");
});

it("calls a loop with an open breaker stopped, even when a cycle runs or it is paused", () => {
  expect(stateOfLoop({ state: "paused", breaker: "5 in a row" }, undefined).word).toBe("stopped itself");
  expect(stateOfLoop({ state: "on", breaker: null }, { stage: "canary" } as Cycle).word).toBe("canary");
});
