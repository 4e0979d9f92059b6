import { Num } from "../../components/Num";
import { formatNumber, fullNumber, type Goal } from "../../format/number";

interface MetricCellProps {
  value: number | null | undefined;
  /** The baseline's value; undefined when nothing is pinned. */
  baseline: number | null | undefined;
  goal: Goal | undefined;
}

/** A figure, and beside a pinned baseline its difference, coloured by what is better. */
export function MetricCell({ value, baseline, goal }: MetricCellProps) {
  if (value === undefined || value === null) return <span className="quiet">–</span>;
  // one element and no more: hundreds of these are on the screen while it scrolls
  if (baseline === undefined) return <data className="number" value={fullNumber(value)} title={fullNumber(value)}>{formatNumber(value)}</data>;
  return <Num value={value} delta={baseline === null ? null : value - baseline} goal={goal} />;
}
