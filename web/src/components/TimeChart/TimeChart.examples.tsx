import { HOSTILE, HOUR, JUNE, wander } from "../chart/samples";
import { TimeChart, type TimeSeries } from "./TimeChart";

const at = Array.from({ length: 24 * 14 }, (_, i) => JUNE + i * HOUR);
const p95 = wander(3, at.length, 0.042, 0.01);
const live: TimeSeries = { name: "late-flight@4", at, y: wander(1, at.length, 120, 20).map((y, i) => (i > 90 && i < 110 ? null : Math.round(y))) };
const canary: TimeSeries = { name: "late-flight@5 (canary)", dashed: true, at: at.slice(200), y: wander(2, at.length - 200, 118, 20) };
const recall: TimeSeries = {
  name: "recall", at, y: p95.map((_, i) => 0.81 - (i > 220 ? 0.05 : 0) + Math.sin(i / 20) * 0.01),
  band: { low: p95.map((_, i) => 0.78 - (i > 220 ? 0.06 : 0)), high: p95.map((_, i) => 0.84 - (i > 220 ? 0.03 : 0)), label: "95 % interval" },
};
const marks = [
  { at: JUNE + 60 * HOUR, label: "version 4 live", kind: "deploy", to: "deployment:late-flight" },
  { at: JUNE + 222 * HOUR, label: "drift in origin", kind: "incident", to: "incident:late-flight-12" },
  { at: JUNE + 226 * HOUR, label: "rolled back", kind: "rollback" },
  { at: JUNE + 300 * HOUR, label: HOSTILE, kind: "data" },
];
const odd: TimeSeries = { name: "loss", at: at.slice(0, 60), y: wander(7, 60, 1, 0.2).map((y, i) => (i % 17 === 3 ? "nan" : i === 25 ? "inf" : i === 40 ? "-inf" : i % 9 === 0 ? null : y)) };
const group = "example-monitor";

export const examples = [
  { title: "Two lines, a gap, events", element: <TimeChart title="Requests per minute, canary beside live" unit="1/min" n={40_320} series={[live, canary]} marks={marks} cursorGroup={group} zeroBased yLabel="requests" /> },
  { title: "A band, in the same group", element: <TimeChart title="Recall fell by 5 points on 10 June" note="95 % interval by bootstrap; labels arrive after 2 h." n={12_480} series={[recall]} marks={marks} cursorGroup={group} /> },
  { title: "The range that drives others", element: <TimeChart title="Choose a range" series={[live]} brushMode="select" brush={[JUNE + 100 * HOUR, JUNE + 200 * HOUR]} height={90} /> },
  { title: "NaN and infinities on the edge", element: <TimeChart title="Loss, with values no axis can show" series={[odd]} /> },
  { title: "Logarithmic", element: <TimeChart title="Latency p95" unit="s" series={[{ name: "p95", at, y: p95.map((y, i) => y * 10 ** ((i % 50) / 25)) }]} isLog /> },
  { title: "Hostile name, single point, none", element: <TimeChart title={HOSTILE} series={[{ name: HOSTILE, at: [JUNE], y: [3] }, { name: "empty", at: [], y: [] }]} /> },
  { title: "Empty", element: <TimeChart title="Nothing yet" series={[]} height={120} /> },
];
