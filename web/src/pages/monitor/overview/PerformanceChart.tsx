import { useMemo } from "react";
import type { Strip } from "../../../api/operations";
import { useUrlState } from "../../../app/urlState";
import { Select } from "../../../components/Field";
import { type Mark, TimeChart, type TimeSeries } from "../../../components/TimeChart";
import { selectorOf } from "../marks";
import type { Axis } from "../useAxis";
import type { Span } from "../strip";
import styles from "./OverviewTab.module.css";
import { findingOf, measureOf, MEASURES, type MeasureName, variantText } from "./measures";
import { GROUP, GUTTER } from "./plot";

interface PerformanceChartProps {
  strip: Strip;
  spans: readonly Span[];
  axis: Axis;
  marks: readonly Mark[];
  reference: string | null;
  maxDrop: number;
}

/** How right the answers were once outcomes were known: whoever was live, against the control on the same rows. */
export function PerformanceChart({ strip, spans, axis, marks, reference, maxDrop }: PerformanceChartProps) {
  const [chosen, setChosen] = useUrlState("measure", "roc_auc");
  const [who, setWho] = useUrlState("who", "main");
  const name = measureOf(chosen);
  const series = useMemo(() => seriesOf(strip, spans, name, who === "all", reference), [strip, spans, name, who, reference]);
  const places = axis.shown.map(({ index }) => index);
  const title = findingOf(strip.performance, name, places) ?? MEASURES[name].label;
  const live = strip.performance.find(({ variant }) => variant === "live");
  const labelled = places.reduce((sum, i) => sum + (live?.labelled[i] ?? 0), 0);
  const note = name === "roc_auc" ? `Each point stands in the middle of its window. An incident opens when the upper end of the interval is more than ${maxDrop} below the reference.` : undefined;
  return (
    <div>
      <div className={styles.choices}>
        <Select label="Measure" value={name} onChange={setChosen} options={Object.entries(MEASURES).map(([value, { label }]) => ({ value, label }))} />
        <Select label="Variants" value={who} onChange={setWho} options={[{ value: "main", label: "Live and control" }, { value: "all", label: "All variants" }]} />
      </div>
      <TimeChart
        title={title} note={note} series={series} marks={marks} n={labelled} height={210}
        cursorGroup={GROUP} axisWidth={GUTTER} domain={axis.domain} brush={axis.brush} onBrush={axis.set}
      />
    </div>
  );
}

const COLOURS: Record<string, string> = { live: "var(--hue-0)", "shadow:control": "var(--hue-1)" };

function seriesOf(strip: Strip, spans: readonly Span[], name: MeasureName, isAll: boolean, reference: string | null): TimeSeries[] {
  const at = spans.map(({ middle }) => middle);
  const found = strip.performance.filter(({ variant }) => isAll || variant in COLOURS);
  const lines = found.map((one): TimeSeries => ({
    id: one.variant,
    name: variantText(one.variant),
    at,
    y: one[name],
    dashed: one.variant !== "live",
    ...(COLOURS[one.variant] && { colour: COLOURS[one.variant] }),
    ...(name === "roc_auc" && one.variant === "live" && { band: { low: one.roc_auc_lo, high: one.roc_auc_hi, label: "95 % interval of live" } }),
  }));
  if (name !== "roc_auc" || strip.baseline === null) return lines;
  const since = spans.filter(({ window }) => window.reference === reference);
  if (since.length === 0) return lines;
  return [...lines, { id: "reference", name: `${selectorOf(reference)} on its reference`, at: since.map(({ middle }) => middle), y: since.map(() => strip.baseline), dashed: true, colour: "var(--text-3)" }];
}
