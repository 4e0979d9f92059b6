import type { Odd } from "./plan";

/** The outline of a mark round (x, y): a cross for NaN, a triangle towards the edge it went over. */
export function oddPath(kind: Odd["kind"], x: number, y: number, r: number): string {
  if (kind === "nan") return `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`;
  const tip = kind === "high" ? -r : r;
  return `M${x - r} ${y - tip}L${x + r} ${y - tip}L${x} ${y + tip}Z`;
}
