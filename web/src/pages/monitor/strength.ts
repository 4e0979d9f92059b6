import type { StripCell } from "../../api/operations";

interface Scale {
  /** The effect of the strongest colour. */
  large: number;
  /** What is measured, for a sentence. */
  name: string;
  /** How the effect is written. */
  says: (effect: number) => string;
}

const signed = (value: number, digits = 2): string => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(digits)}`;
const points = (value: number): string => `${signed(value * 100, 1)} pp`;

/** The units of the tests differ; each is held against what would be a large shift in its own unit. */
const SCALES: Record<string, Scale> = {
  location: { large: 1, name: "middle", says: (effect) => `${signed(effect)} sd` },
  scale: { large: Math.log(2), name: "spread", says: (effect) => `× ${Math.exp(effect).toFixed(2)}` },
  shape: { large: 0.3, name: "shape", says: (effect) => `${effect.toFixed(2)} JS` },
  range: { large: 0.1, name: "beyond range", says: points },
  missing: { large: 0.1, name: "missing", says: points },
  unit: { large: 1, name: "unit", says: (effect) => signed(effect) },
};
const OTHER: Scale = { large: 1, name: "effect", says: (effect) => signed(effect, 3) };

export const scaleOf = (test: string): Scale => SCALES[test] ?? OTHER;

/** 0…1: how strong the shift is, whatever the test's unit; 1 is large. */
export function strengthOf(cell: Pick<StripCell, "test" | "effect">): number {
  if (cell.effect === null || Number.isNaN(cell.effect)) return 0;
  return Math.min(1, Math.abs(cell.effect) / scaleOf(cell.test).large);
}

/** "middle +1.20 sd". */
export function effectText(test: string, effect: number | null): string {
  const scale = scaleOf(test);
  return effect === null ? scale.name : `${scale.name} ${scale.says(effect)}`;
}

/** A p-value as people read it: never a zero that it is not. */
export function pText(p: number | null): string {
  if (p === null) return "–";
  if (p < 1e-4) return p === 0 ? "< 1e−300" : p.toExponential(0).replace("-", "−");
  return p.toFixed(p < 0.01 ? 4 : 3);
}
