import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { ChartFrame } from "../../ChartFrame";
import { useZone } from "../../Time";
import { Legend } from "./Legend";
import { looksOf } from "./look";
import { planOf } from "./plan";
import { plotTable } from "./plotTable";
import type { Mark, PlotOptions, PlotSeries } from "./types";
import styles from "./plot.module.css";

const PlotCanvas = lazy(() => import("./PlotCanvas"));

const NONE: readonly Mark[] = [];

interface PlotChartProps extends PlotOptions {
  series: readonly PlotSeries[];
  isTime: boolean;
  xLabel?: string | undefined;
}

/** What TimeChart and LineChart have in common: frame, legend, and the lazily loaded canvas. */
export function PlotChart(props: PlotChartProps): ReactNode {
  const { series, isTime, xLabel, title, unit, isLog = false, smoothing = 0, zeroBased = false, height = 220, marks = NONE } = props;
  const zone = useZone();
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const picture = useRef<(() => SVGSVGElement) | null>(null);
  const plan = useMemo(() => planOf(series, { smoothing, isLog }), [series, smoothing, isLog]);
  const looks = useMemo(() => looksOf(series), [series]);
  const keep = useCallback((make: () => SVGSVGElement) => {
    picture.current = make;
  }, []);
  const isEmpty = plan.xs.length === 0;

  const toggle = (index: number): void => {
    const next = new Set(hidden);
    if (!next.delete(index)) next.add(index);
    setHidden(next);
  };
  const bands = [...new Set(series.flatMap((one) => (one.band ? [one.band.label ?? "interval"] : [])))];
  const hints = [
    ...bands.map((name) => `shaded: ${name}`),
    ...(smoothing > 0 ? [`bold: smoothed ${smoothing}, faint: as measured`] : []),
    ...(plan.odds.some((odd) => odd.kind === "nan") ? ["× NaN"] : []),
    ...(plan.odds.some((odd) => odd.kind === "high") ? ["▲ +∞"] : []),
    ...(plan.odds.some((odd) => odd.kind === "low") ? [isLog ? "▼ not positive" : "▼ −∞"] : []),
  ];
  return (
    <ChartFrame
      title={title} note={props.note} unit={unit} n={props.n} isTitleHidden={props.isTitleHidden}
      table={() => plotTable(series, plan.isShared, isTime ? "time" : (xLabel ?? "step"), isTime)}
      picture={() => picture.current?.() ?? null}
      legend={<Legend looks={looks} hidden={hidden} onToggle={toggle} hints={hints} />}
    >
      {isEmpty ? (
        <p className={styles.empty} style={{ height }}>No points in this range.</p>
      ) : (
        <Suspense fallback={<div className={styles.waiting} style={{ height }} />}>
          <PlotCanvas
            label={title} marks={marks} onReady={keep}
            settings={{
              plan, looks, hidden, height, isTime, isLog, zeroBased, hasMarks: marks.length > 0, unit, xLabel, yLabel: props.yLabel, axisWidth: props.axisWidth, isUtc: zone === "utc", group: props.cursorGroup,
              brush: props.brush, brushMode: props.brushMode ?? "zoom", onBrush: props.onBrush, domain: props.domain,
            }}
          />
        </Suspense>
      )}
    </ChartFrame>
  );
}
