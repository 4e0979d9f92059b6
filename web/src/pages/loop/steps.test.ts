import { expect, it } from "vitest";
import type { Decision } from "../../api/operations";
import { stepsOf } from "./steps";

const made = (...kinds: Decision["kind"][]): Decision[] => kinds.map((kind, i) => ({ at: `2013-03-0${i + 1}T00:00:00Z`, loop: "late", cycle: "c", kind, reason: "", evidence: {} })).toReversed();
const states = (steps: ReturnType<typeof stepsOf>) => steps.map(({ state }) => state).join(" ");

it("ends where the gates refused; what comes after was never reached", () => {
  expect(states(stepsOf({ stage: "closed", outcome: "rejected", challenger: "model:late@3" }, made("start", "train", "reject")))).toBe("done done failed skipped skipped skipped");
});

it("lights the stage of a running cycle", () => {
  expect(states(stepsOf({ stage: "canary", outcome: null, challenger: "model:late@3" }, made("start", "train", "ask", "approve", "canary")))).toBe("done done done done current next");
});

it("is done throughout when the challenger was confirmed", () => {
  expect(states(stepsOf({ stage: "closed", outcome: "promoted", challenger: "model:late@3" }, made("start", "train", "ask", "approve", "canary", "advance", "promote", "confirm")))).toBe("done done done done done done");
});
