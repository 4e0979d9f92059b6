import { colourNow } from "../theme";
import type { Look } from "./look";
import { drawLine, type Places } from "./pen";
import type { Plan } from "./plan";
import type { Reading } from "./readout";

/** A canvas over the plot for what moves with the cursor, so that hovering never redraws the lines. */
export function overlayIn(parent: HTMLElement): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  Object.assign(canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%", pointerEvents: "none" });
  parent.append(canvas);
  return canvas.getContext("2d");
}

export function clearOverlay(ctx: CanvasRenderingContext2D, wide: number, high: number): void {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(wide * ratio), Math.round(high * ratio)];
  if (ctx.canvas.width !== width || ctx.canvas.height !== height) {
    ctx.canvas.width = width;
    ctx.canvas.height = height;
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
}

/** The line pointed at, once more and bold, in its own hue. */
export function drawStrong(ctx: CanvasRenderingContext2D, plan: Plan, look: Look, series: number, places: Places): void {
  const trace = plan.traces.find((one) => one.role === "line" && one.series === series);
  if (!trace) return;
  const path = new Path2D();
  drawLine(path, trace.x, trace.y, places);
  ctx.strokeStyle = colourNow(look.strong);
  ctx.lineWidth = 2.5;
  ctx.lineJoin = "round";
  ctx.stroke(path);
}

export function drawPoints(ctx: CanvasRenderingContext2D, readings: readonly Reading[], looks: readonly Look[], { px, py }: Places): void {
  for (const reading of readings) {
    ctx.beginPath();
    ctx.arc(px(reading.x), py(reading.value), 3.5, 0, 7);
    ctx.fillStyle = colourNow(looks[reading.series]?.strong ?? "var(--text-1)");
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colourNow("var(--surface-1)");
    ctx.stroke();
  }
}
