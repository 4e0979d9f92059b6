import { useMemo } from "react";
import type { MonitorSpec, Strip } from "../../../api/operations";
import { type Mark, TimeChart } from "../../../components/TimeChart";
import { formatNumber, formatShare } from "../../../format/number";
import type { Span } from "../strip";
import type { Axis } from "../useAxis";
import { GROUP, GUTTER } from "./plot";

interface PartProps {
  spans: readonly Span[];
  axis: Axis;
  spec: MonitorSpec;
}

const shared = (axis: Axis) => ({ cursorGroup: GROUP, axisWidth: GUTTER, domain: axis.domain });

/** The axis of everything: how many requests came, and what happened; drag on it to choose the time. */
export function Overview({ spans, axis, marks }: Omit<PartProps, "spec"> & { marks: readonly Mark[] }) {
  const series = useMemo(() => [{ id: "requests", name: "requests per window", colour: "var(--text-3)", at: spans.map(({ middle }) => middle), y: spans.map(({ window }) => window.rows) }], [spans]);
  const total = axis.shown.reduce((sum, { window }) => sum + window.rows, 0);
  return (
    <TimeChart
      {...shared(axis)} title="Requests per window; drag to choose the time of everything below" series={series} marks={marks} n={total} height={124}
      zeroBased brush={axis.brush} onBrush={axis.set} brushMode="select"
    />
  );
}

/** How much of the truth is known: the performance of a window with few labels says little. */
export function Coverage({ strip, spans, axis, spec }: PartProps & { strip: Strip }) {
  const live = strip.performance.find(({ variant }) => variant === "live");
  const share = useMemo(() => spans.map(({ index, window }) => (window.rows ? (live?.labelled[index] ?? window.labelled) / Math.max(live?.rows[index] ?? 0, 1) : null)), [spans, live]);
  const series = useMemo(() => {
    const at = spans.map(({ middle }) => middle);
    return [
      { id: "coverage", name: "labelled", colour: "var(--hue-5)", at, y: share },
      { id: "least", name: "needed to judge", colour: "var(--text-3)", dashed: true, at, y: at.map(() => spec.min_coverage) },
    ];
  }, [spans, share, spec.min_coverage]);
  const last = axis.shown.at(-1);
  const known = last ? share[last.index] : undefined;
  const below = axis.shown.filter(({ index }) => (share[index] ?? 1) < spec.min_coverage).length;
  const title = below ? `Labels: ${below} of ${axis.shown.length} windows have too few to be judged` : `Labels: ${known === undefined || known === null ? "none yet" : `${formatShare(known, 3)} of the last window's answers have an outcome`}`;
  return <TimeChart {...shared(axis)} title={title} series={series} height={110} zeroBased brush={axis.brush} onBrush={axis.set} />;
}

/** How long answers took. */
export function Latency({ spans, axis, spec }: PartProps) {
  const series = useMemo(() => {
    const at = spans.map(({ middle }) => middle);
    const lines = [
      { id: "p50", name: "p50", colour: "var(--hue-0)", at, y: spans.map(({ window }) => window.latency_p50_ms) },
      { id: "p95", name: "p95", colour: "var(--hue-4)", at, y: spans.map(({ window }) => window.latency_p95_ms) },
      { id: "p99", name: "p99", colour: "var(--hue-6)", at, y: spans.map(({ window }) => window.latency_p99_ms) },
    ];
    return spec.max_p99_ms === null ? lines : [...lines, { id: "limit", name: "limit of p99", colour: "var(--text-3)", dashed: true, at, y: at.map(() => spec.max_p99_ms) }];
  }, [spans, spec.max_p99_ms]);
  const slowest = axis.shown.reduce<Span | null>((worst, span) => ((span.window.latency_p99_ms ?? 0) > (worst?.window.latency_p99_ms ?? 0) ? span : worst), null);
  const title = slowest?.window.latency_p99_ms ? `Latency: p99 at most ${formatNumber(slowest.window.latency_p99_ms, 3)} ms, in the window of ${slowest.window.start.slice(0, 10)}` : "Latency";
  return <TimeChart {...shared(axis)} title={title} unit="ms" series={series} height={150} zeroBased brush={axis.brush} onBrush={axis.set} />;
}
