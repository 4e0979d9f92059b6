import { Num } from "../../components/Num";
import type { Goal } from "../../format/number";

interface MetricCellProps {
  value: number | null | undefined;
  /** The baseline's value; undefined when nothing is pinned. */
  baseline: number | null | undefined;
  goal: Goal | undefined;
}

/** A figure, and beside a pinned baseline its difference, coloured by what is better. */
export function MetricCell({ value, baseline, goal }: MetricCellProps) {
  if (value === undefined || value === null) return <span className="quiet">–</span>;
  if (baseline === undefined) return <Num value={value} />;
  return <Num value={value} delta={baseline === null ? null : value - baseline} goal={goal} />;
}
