/** From the traffic the server counted to what the charts and tables of a deployment draw. */
import type { Policy, Traffic, TrafficSeries } from "../../api/operations";
import type { Mark, TimeSeries } from "../../components/TimeChart";
import { formatDuration, instantOf } from "../../format/time";
import { armsText } from "./shares";

export type Figure = "requests" | "without_score" | "p50_ms" | "p95_ms" | "p99_ms" | "mean_score";

export function nameOf({ variant, is_shadow }: TrafficSeries): string {
  return is_shadow ? `${variant} (shadow)` : variant;
}

/** One line a variant; where it answered nothing a figure has no value, and a count is a gap before and after its life. */
export function linesOf(traffic: Traffic, figure: Figure, areShadowsIn: boolean): TimeSeries[] {
  const at = traffic.at.map((start) => instantOf(start) ?? 0);
  return shownOf(traffic, areShadowsIn).map((series) => {
    const [first, last] = lifeOf(series);
    const y = series[figure].map((value, i) => (i < first || i > last ? null : value));
    return { id: series.model, name: nameOf(series), at, y, dashed: series.is_shadow };
  });
}

export function shownOf(traffic: Traffic, areShadowsIn: boolean): TrafficSeries[] {
  return traffic.series.filter(({ is_shadow }) => areShadowsIn || !is_shadow);
}

function lifeOf({ requests }: TrafficSeries): [number, number] {
  return [requests.findIndex((count) => count > 0), requests.findLastIndex((count) => count > 0)];
}

export function totalOf(series: readonly TrafficSeries[], figure: "requests" | "without_score" = "requests"): number {
  return series.reduce((sum, one) => sum + one[figure].reduce((all, count) => all + count, 0), 0);
}

/** Requests a second over the time in which anything was answered; shadows see requests that were counted already. */
export function rateOf(traffic: Traffic): number {
  const live = shownOf(traffic, false);
  const busy = traffic.at.map((_, i) => live.some(({ requests }) => (requests[i] ?? 0) > 0));
  const [first, last] = [busy.indexOf(true), busy.lastIndexOf(true)];
  return first < 0 ? 0 : totalOf(live) / ((last - first + 1) * traffic.bucket_s);
}

/** The mean over all answers of a variant. */
export function meanScoreOf({ requests, without_score, mean_score }: TrafficSeries): number | null {
  let [sum, n] = [0, 0];
  for (const [i, mean] of mean_score.entries()) {
    const scored = (requests[i] ?? 0) - (without_score[i] ?? 0);
    if (mean !== null && scored > 0) [sum, n] = [sum + mean * scored, n + scored];
  }
  return n ? sum / n : null;
}

/** The middle of the buckets' values: a percentile of percentiles would be one of nothing. */
export function middleOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null).sort((a, b) => a - b);
  return known.length ? known[Math.floor((known.length - 1) / 2)]! : null;
}

/** Changes of policy inside the range; those of one moment are one mark. */
export function marksOf(policies: readonly Policy[], traffic: Traffic): Mark[] {
  const [from, to] = [instantOf(traffic.start) ?? 0, instantOf(traffic.end) ?? 0];
  const byTime = new Map<number, Policy>();
  for (const policy of policies) {
    const at = instantOf(policy.created_at) ?? 0;
    if (at >= from && at <= to && !byTime.has(at)) byTime.set(at, policy); // the newest of a moment comes first
  }
  return [...byTime].map(([at, policy]) => ({
    at,
    label: policy.restores === null ? armsText(policy) : `rolled back: ${armsText(policy)}`,
    kind: policy.restores === null ? (policy.kind === "single" ? "promotion" : "deploy") : "rollback",
  }));
}

/** "hour", "3 h", "day", "2 days". */
export function bucketText({ bucket_s }: Traffic): string {
  const days = bucket_s / 86_400;
  if (Number.isInteger(days)) return days === 1 ? "day" : `${days} days`;
  const hours = bucket_s / 3600;
  if (Number.isInteger(hours)) return hours === 1 ? "hour" : `${hours} h`;
  return formatDuration(bucket_s);
}
