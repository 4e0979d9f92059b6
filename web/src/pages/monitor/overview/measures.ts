import type { PerformanceSeries } from "../../../api/operations";
import type { Goal } from "../../../format/number";

type Figures = { [K in keyof PerformanceSeries]: PerformanceSeries[K] extends (number | null)[] ? K : never }[keyof PerformanceSeries];

interface Measure {
  label: string;
  goal?: Goal;
  isShare: boolean;
}

/** What can be measured once outcomes are known. */
export const MEASURES = {
  roc_auc: { label: "ROC AUC", goal: "up", isShare: false },
  brier: { label: "Brier score", goal: "down", isShare: false },
  recall_at_threshold: { label: "Recall at the threshold", goal: "up", isShare: true },
  false_warning_rate: { label: "False warnings", goal: "down", isShare: true },
  positive_rate: { label: "Positive rate", isShare: true },
} satisfies Partial<Record<Figures, Measure>>;

export type MeasureName = keyof typeof MEASURES;

export const measureOf = (name: string): MeasureName => (Object.hasOwn(MEASURES, name) ? (name as MeasureName) : "roc_auc");

/** How a variant is called on the page: who answers, the control, or another one beside. */
export function variantText(variant: string): string {
  if (variant === "live") return "live";
  if (variant === "shadow:control") return "control";
  return variant.startsWith("shadow:") ? `${variant.slice(7)} in shadow` : variant;
}

/** "Live beats the control in 40 of 47 windows", when both were measured. */
export function findingOf(series: readonly PerformanceSeries[], name: MeasureName, places: readonly number[]): string | null {
  const measure: Measure = MEASURES[name];
  const live = series.find(({ variant }) => variant === "live")?.[name];
  const control = series.find(({ variant }) => variant === "shadow:control")?.[name];
  if (!live || !control || !measure.goal) return null;
  const both = places.flatMap((i) => (live[i] === null || control[i] === null ? [] : [[live[i]!, control[i]!] as const]));
  const apart = both.filter(([a, b]) => a !== b);
  if (apart.length === 0) return null;
  const better = apart.filter(([a, b]) => (measure.goal === "up" ? a > b : a < b)).length;
  return `${measure.label}: live is better than the control in ${better} of ${apart.length} windows`;
}
