import type uPlot from "uplot";
import { colourNow } from "../theme";
import type { Look } from "./look";
import type { Odd, Plan } from "./plan";

/** The outline of a mark round (x, y): a cross for NaN, a triangle towards the edge it went over. */
export function oddPath(kind: Odd["kind"], x: number, y: number, r: number): string {
  if (kind === "nan") return `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`;
  const tip = kind === "high" ? -r : r;
  return `M${x - r} ${y - tip}L${x + r} ${y - tip}L${x} ${y + tip}Z`;
}

/** Marks on the edge of the plot for values no axis can show; drawn once per pixel, so a thousand NaN cost little. */
export function drawOdds(u: uPlot, plan: Plan, looks: readonly Look[], isHidden: (series: number) => boolean): void {
  if (plan.odds.length === 0) return;
  const ratio = u.ctx.canvas.width / u.width || 1;
  const { left, top, width, height } = u.bbox;
  const r = 3.5 * ratio;
  const seen = new Set<string>();
  u.ctx.save();
  u.ctx.lineWidth = 1.5 * ratio;
  for (const odd of plan.odds) {
    const x = Math.round(u.valToPos(odd.x, "x", true));
    const key = `${Math.round(x / (2 * ratio))} ${odd.kind} ${odd.series}`;
    if (isHidden(odd.series) || x < left || x > left + width || seen.has(key)) continue;
    seen.add(key);
    const y = odd.kind === "high" ? top + r + 1 : top + height - r - 1;
    const colour = colourNow(looks[odd.series]?.colour ?? "var(--text-1)");
    const path = new Path2D(oddPath(odd.kind, x, y, r));
    u.ctx.strokeStyle = colour;
    u.ctx.fillStyle = odd.kind === "nan" ? "transparent" : colour;
    u.ctx.stroke(path);
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not an array
    u.ctx.fill(path);
  }
  u.ctx.restore();
}
