import { expect, test } from "vitest";
import type { StepInfo } from "../../api/operations";
import { criticalPath, folderOf, graphOf, stepsText } from "./words";

const AT = Date.parse("2013-01-01T00:00:00Z");
function step(path: string, inputs: string[], from: number, to: number, state: StepInfo["state"] = "done"): StepInfo {
  return { path, inputs, state, error: "", note: "", started_at: new Date(AT + from * 1000).toISOString(), ended_at: new Date(AT + to * 1000).toISOString() } as StepInfo;
}

const STEPS = [step("load", [], 0, 4), step("fit[a]", ["load"], 4, 10), step("fit[b]", ["load"], 4, 30), step("report", ["fit[a]", "fit[b]"], 30, 31)];

test("steps are counted by state, what failed first", () => {
  expect(stepsText({ done: 3, failed: 1, cached: 2 })).toBe("1 failed, 3 done, 2 from cache");
  expect(stepsText({})).toBe("no step yet");
});

test("elements of a map and steps of a nested pipeline fold together", () => {
  expect(["fit[a]", "clean/drop", "clean/fit[3]", "load"].map(folderOf)).toEqual(["fit", "clean", "clean/fit", undefined]);
});

test("edges run from the step whose output is taken", () => {
  expect(graphOf(STEPS, AT).edges.map(({ from, to }) => `${from} ${to}`)).toEqual(["load fit[a]", "load fit[b]", "fit[a] report", "fit[b] report"]);
});

test("the critical path is the longest chain by time; what came from cache costs nothing", () => {
  expect([...criticalPath(STEPS, AT)].toSorted()).toEqual(["fit[b]", "load", "report"]);
  const cached = STEPS.map((one) => (one.path === "fit[b]" ? { ...one, state: "cached" as const } : one));
  expect([...criticalPath(cached, AT)].toSorted()).toEqual(["fit[a]", "load", "report"]);
  expect(criticalPath([], AT).size).toBe(0);
});
