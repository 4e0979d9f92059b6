import { useMemo, useState } from "react";
import type { Curve } from "../../api/operations";
import { useCall } from "../../api/queries";
import { ErrorNote } from "../../components/ErrorNote";
import { LineChart } from "../../components/LineChart";
import { Skeleton } from "../../components/Skeleton";
import { TimeChart, type Range } from "../../components/TimeChart";
import { bucketsFor, findingOf, pointsOf, type Axis } from "./curves";
import styles from "./CurveCharts.module.css";
import { goalOf, useGoals } from "./goals";

export interface CurveRun {
  id: string;
  name: string;
  colour: string;
}

export interface CurveChartsProps {
  runs: readonly CurveRun[];
  keys: readonly string[];
  x: Axis;
  isLog: boolean;
  smoothing: number;
  /** Ask again so often while a run goes on. */
  poll?: number | false;
}

/** One chart per metric, all runs in each; cursor and zoom are shared, and a zoom is asked for again. */
export function CurveCharts({ runs, keys, x, isLog, smoothing, poll = false }: CurveChartsProps) {
  const [zoom, setZoom] = useState<Range | null>(null);
  const ids = runs.map(({ id }) => id);
  const asked = { ids, keys: [...keys], x, buckets: bucketsFor(ids.length, keys.length), ...(zoom && { start: zoom[0], end: zoom[1] }) };
  const curves = useCall("runs.curves", asked, { keep: true, poll, enabled: ids.length > 0 && keys.length > 0 });
  useGoals();
  if (curves.error) return <ErrorNote error={curves.error} retry={() => void curves.refetch()} />;
  if (!curves.data) return <Skeleton height={260} />;
  return (
    <div className={`${styles.charts} ${curves.isPlaceholderData ? styles.stale : ""}`}>
      {keys.map((key) => (
        <OneMetric key={key} name={key} runs={runs} x={x} isLog={isLog} smoothing={smoothing} zoom={zoom} onZoom={setZoom} curves={curves.data} />
      ))}
    </div>
  );
}

interface OneMetricProps extends Omit<CurveChartsProps, "keys" | "poll"> {
  name: string;
  curves: readonly Curve[];
  zoom: Range | null;
  onZoom: (zoom: Range | null) => void;
}

function OneMetric({ name, runs, curves, x, isLog, smoothing, zoom, onZoom }: OneMetricProps) {
  const mine = useMemo(() => curves.filter(({ key }) => key === name), [curves, name]);
  const names = useMemo(() => new Map(runs.map((run) => [run.id, run.name])), [runs]);
  const series = useMemo(() => {
    const colours = new Map(runs.map((run) => [run.id, run.colour]));
    return mine.map((curve) => {
      const points = pointsOf(curve);
      return { id: curve.run, name: names.get(curve.run) ?? curve.run, colour: colours.get(curve.run), y: points.y, step: points.x, at: points.x };
    });
  }, [mine, runs, names]);
  const n = mine.reduce((sum, curve) => sum + curve.points, 0);
  const common = {
    title: findingOf(name, mine, goalOf(name), names), series, isLog, smoothing, n, cursorGroup: "curves", brush: zoom, onBrush: onZoom, height: 230,
    ...(mine.some((curve) => curve.is_reduced) && { note: "Drawn from the first, last, lowest and highest point of each stretch; zoom for more." }),
  };
  return (
    <div className={styles.chart}>
      {x === "time" ? <TimeChart {...common} /> : <LineChart {...common} xLabel={x === "relative" ? "seconds since start" : "step"} />}
    </div>
  );
}
