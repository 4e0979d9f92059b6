import { expect, it } from "vitest";
import type { LiveModel, Strip } from "../../api/operations";
import { linesOf } from "./lines";

const days = ["2013-12-01T00:00:00Z", "2013-12-02T00:00:00Z"];
const live: LiveModel = {
  deployment: "d", model: "model:m@1", variant: "v1", since: days[0]!, monitor: null, open_incidents: 0, at: days, requests: [1, 2], p95_ms: [3, null],
  window_end: [], alarms: [], metric: [], metric_lo: [], metric_hi: [], false_warning_rate: [], deployed_at: [],
};

it("without a monitor there is what the log says, day by day", () => {
  expect(linesOf(live, undefined).map(({ name }) => name)).toEqual(["Requests", "p95"]);
});

it("with one, windows of the strip and of the row end together", () => {
  const window = (rows: number) => ({ rows, latency_p95_ms: 4 });
  const strip = { windows: [window(7), window(8), window(9)], features: [], performance: [], baseline: 0.7 } as unknown as Strip;
  const [requests, , , auc] = linesOf({ ...live, monitor: "m", window_end: days, alarms: [1, 2], metric: [0.7, 0.8] }, strip);
  expect(requests!.y).toEqual([8, 9]);
  expect(auc!.reference).toBe(0.7);
  expect(linesOf({ ...live, window_end: days }, undefined).map(({ name }) => name)).toEqual(["Drift alarms", "ROC AUC"]);
  expect(linesOf({ ...live, window_end: days }, undefined, true)).toHaveLength(5);
});
