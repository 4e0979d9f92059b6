import { expect, it } from "vitest";
import type { Finding, Incident, Window } from "../../../api/operations";
import { affectedOf, courseOf, evidenceOf } from "./affected";

const finding = (column: string, test: string, alarm: boolean, kind: Finding["kind"] = "quality"): Finding => ({ kind, column, test, p: 0, effect: 0.9, alarm, says: `${column} ${test}` });
const window = (day: number, findings: Finding[] = []): Window => ({
  monitor: "late", monitor_version: 1, start: `2013-03-0${day}T00:00:00Z`, end: `2013-03-0${day + 1}T00:00:00Z`, state: "bad", rows: 9, labelled: 9, live: "v1", judged: [],
  reference: null, latency_p50_ms: 1, latency_p95_ms: 2, latency_p99_ms: 3, performance: [], findings, evaluated_at: "2013-03-09T00:00:00Z",
});
const incident: Incident = {
  id: "i", deployment: "late", kind: "quality", cause: "column temp missing", severity: "error", state: "closed", says: "", opened_at: "2013-03-04T00:00:00Z",
  seen_at: "2013-03-05T00:00:00Z", windows: 2, acknowledged_by: null, closed_at: "2013-03-06T00:00:00Z",
};

it("counts the windows back from the last one that showed it", () => {
  expect(affectedOf(incident, [window(5), window(4), window(3), window(2)]).map(({ start }) => start.slice(8, 10))).toEqual(["04", "03"]);
});

it("takes as evidence the alarms of its kind and column only", () => {
  const shown = window(4, [finding("temp", "missing", true), finding("humid", "missing", true), finding("temp", "shape", false), finding("temp", "location", true, "drift")]);

  expect(evidenceOf(incident, shown)).toEqual(["temp missing"]);
});

it("follows the figure that the incident is about", () => {
  expect(courseOf(incident).value(window(4, [finding("temp", "missing", true)]))).toBe(0.9);
  expect(courseOf({ ...incident, kind: "latency", cause: "latency_p99_ms" }).value(window(4))).toBe(3);
});
