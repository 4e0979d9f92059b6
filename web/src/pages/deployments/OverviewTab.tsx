import { useMemo } from "react";
import type { Policy, Traffic } from "../../api/operations";
import { useUrlState } from "../../app/urlState";
import { Checkbox, Select } from "../../components/Field";
import { Panel, type PanelQuery } from "../../components/Panel";
import { TimeChart } from "../../components/TimeChart";
import { counted, formatCount, formatNumber, formatShare } from "../../format/number";
import { absoluteTime, instantOf } from "../../format/time";
import { useZone } from "../../components/Time";
import layout from "../models/layout.module.css";
import { bucketText, linesOf, marksOf, meanScoreOf, middleOf, nameOf, shownOf, totalOf } from "./series";
import { RANGES, type useTraffic } from "./useRange";

interface OverviewTabProps {
  traffic: ReturnType<typeof useTraffic>;
  policies: readonly Policy[];
}

const PERCENTILES = ["p50_ms", "p95_ms", "p99_ms"] as const;

/** Requests, latency, missing scores and the mean score by version on one time axis, with the changes of policy. */
export function OverviewTab({ traffic, policies }: OverviewTabProps) {
  const [areShadowsIn, setShadowsIn] = useUrlState("shadows", false);
  const [percentile, setPercentile] = useUrlState("latency", "p95");
  const figure = PERCENTILES.find((one) => one === `${percentile}_ms`) ?? "p95_ms";
  const { data } = traffic.shown;
  const lines = useMemo(() => {
    const of = (which: "requests" | "without_score" | "mean_score" | (typeof PERCENTILES)[number]) => (data ? linesOf(data, which, areShadowsIn) : []);
    return { requests: of("requests"), latency: of(figure), missing: of("without_score"), score: of("mean_score") };
  }, [data, areShadowsIn, figure]);
  const marks = useMemo(() => (data ? marksOf(policies, data) : []), [policies, data]);
  const query: PanelQuery<Traffic> = traffic.shown;
  const shared = { marks, cursorGroup: "deployment", height: 150, isTitleHidden: true, domain: data && domainOf(data) };
  const says = data ? findings(data, areShadowsIn, figure) : null;
  return (
    <div className={layout.stack}>
      <div className={layout.row}>
        <Select label="Range" value={traffic.range} onChange={(now) => traffic.setRange(now, { push: true })} options={RANGES} />
        <Select label="Latency percentile" value={figure.slice(0, 3)} onChange={(now) => setPercentile(now)} options={PERCENTILES.map((one) => ({ value: one.slice(0, 3), label: `latency ${one.slice(0, 3)}` }))} />
        <Checkbox label="Shadows too" isChecked={areShadowsIn} onChange={setShadowsIn} />
        {data ? <Span traffic={data} /> : null}
      </div>
      <div className={layout.charts}>
        <Panel title={says?.requests ?? "Requests"} note={data ? `per ${bucketText(data)}` : undefined} query={query} height={230}>
          <TimeChart title={says?.requests ?? "Requests"} series={lines.requests} zeroBased unit="requests" {...shared} />
        </Panel>
        <Panel title={says?.latency ?? "Latency"} note="in the worker" query={query} height={230}>
          <TimeChart title={says?.latency ?? "Latency"} series={lines.latency} unit="ms" {...shared} />
        </Panel>
        <Panel title={says?.missing ?? "Answers without a score"} note="refused requests are counted at /metrics" query={query} height={230}>
          <TimeChart title={says?.missing ?? "Answers without a score"} series={lines.missing} zeroBased unit="answers" {...shared} />
        </Panel>
        <Panel title={says?.score ?? "Mean score"} note="of the answers in each bucket" query={query} height={230}>
          <TimeChart title={says?.score ?? "Mean score"} series={lines.score} unit="score" {...shared} />
        </Panel>
      </div>
    </div>
  );
}

function domainOf(traffic: Traffic): [number, number] {
  return [instantOf(traffic.start) ?? 0, instantOf(traffic.end) ?? 1];
}

function Span({ traffic }: { traffic: Traffic }) {
  const zone = useZone();
  return (
    <span className={layout.note}>
      {absoluteTime(traffic.start, zone)} to {absoluteTime(traffic.end, zone)}, by {bucketText(traffic)}; drag to zoom, double click to reset
    </span>
  );
}

/** What each chart shows, as its title. */
function findings(traffic: Traffic, areShadowsIn: boolean, figure: (typeof PERCENTILES)[number]) {
  const shown = shownOf(traffic, areShadowsIn);
  const all = totalOf(shown);
  const live = totalOf(shownOf(traffic, false));
  const missing = totalOf(shown, "without_score");
  const slowest = shown.map((series) => ({ name: nameOf(series), value: middleOf(series[figure]) })).sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  const scores = shown.slice(0, 3).map((series) => `${nameOf(series)} ${formatNumber(meanScoreOf(series), 3)}`);
  return {
    requests: `${counted(live, "answer")}${all > live ? `, ${formatCount(all - live)} more by shadows` : ""}`,
    latency: slowest?.value === null || !slowest ? "Latency" : `Latency ${figure.slice(0, 3)}: ${formatNumber(slowest.value, 3)} ms typical${shown.length > 1 ? `, ${slowest.name} slowest` : ""}`,
    missing: missing === 0 ? "Every answer had a score" : `${counted(missing, "answer")} without a score, ${formatShare(missing / Math.max(1, all), 3)}`,
    score: scores.length ? `Mean score: ${scores.join(", ")}` : "Mean score",
  };
}
