import { colourNow } from "../theme";
import { faint, inkOf, type Look } from "./look";
import { oddPath } from "./oddPath";
import { drawBand, drawLine, type Places } from "./pen";
import type { Plan } from "./plan";

interface Canvas {
  ctx: CanvasRenderingContext2D;
  /** The plot in pixels of the canvas. */
  left: number;
  top: number;
  width: number;
  height: number;
  /** Pixels of the canvas for one of the page. */
  ratio: number;
}

/** Bands, raw lines, lines and edge marks, in this order, inside the plot. */
export function drawLines(canvas: Canvas, plan: Plan, looks: readonly Look[], places: Places, isHidden: (series: number) => boolean): void {
  const { ctx, left, top, width, height, ratio } = canvas;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.lineJoin = "bevel"; // round joins of a noisy line cost more than the line
  for (const band of plan.bands) {
    if (isHidden(band.series)) continue;
    const path = new Path2D();
    drawBand(path, band.x, band.low, band.high, places);
    ctx.fillStyle = colourNow(faint(looks[band.series]?.colour ?? "", 0.18));
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not an array
    ctx.fill(path);
  }
  const ink = inkOf(looks.length);
  for (const trace of plan.traces) {
    const look = looks[trace.series];
    if (!look || isHidden(trace.series)) continue;
    const isRaw = trace.role === "raw";
    const colour = colourNow(isRaw ? faint(look.colour, 0.28) : ink === 1 ? look.colour : faint(look.colour, ink));
    const path = new Path2D();
    ctx.fillStyle = colour;
    drawLine(path, trace.x, trace.y, places, (x, y) => ctx.fillRect(x - 2 * ratio, y - 2 * ratio, 4 * ratio, 4 * ratio));
    ctx.strokeStyle = colour;
    ctx.lineWidth = (isRaw || looks.length > 50 ? 1 : 1.5) * ratio;
    ctx.setLineDash(look.dashed && !isRaw ? [6 * ratio, 4 * ratio] : []);
    ctx.stroke(path);
  }
  ctx.setLineDash([]);
  drawOdds(canvas, plan, looks, places, isHidden);
  ctx.restore();
}

/** Marks on the edge for values no axis can show; one a pixel, so a thousand NaN cost little. */
function drawOdds({ ctx, left, top, width, height, ratio }: Canvas, plan: Plan, looks: readonly Look[], { px }: Places, isHidden: (series: number) => boolean): void {
  const r = 3.5 * ratio;
  const seen = new Set<string>();
  ctx.lineWidth = 1.5 * ratio;
  for (const odd of plan.odds) {
    const x = Math.round(px(odd.x));
    const key = `${Math.round(x / (2 * ratio))} ${odd.kind} ${odd.series}`;
    if (isHidden(odd.series) || x < left || x > left + width || seen.has(key)) continue;
    seen.add(key);
    const path = new Path2D(oddPath(odd.kind, x, odd.kind === "high" ? top + r + 1 : top + height - r - 1, r));
    const colour = colourNow(looks[odd.series]?.colour ?? "");
    ctx.strokeStyle = colour;
    ctx.fillStyle = odd.kind === "nan" ? "transparent" : colour;
    ctx.stroke(path);
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not an array
    ctx.fill(path);
  }
}
