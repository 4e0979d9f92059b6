import type uPlot from "uplot";
import { colourNow } from "../theme";
import type { Look } from "./look";
import type { Plan } from "./plan";
import type { Reading } from "./readout";

/** A canvas over the plot for what moves with the cursor, so that hovering never redraws the lines. */
export function overlayFor(u: uPlot): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  Object.assign(canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%", pointerEvents: "none" });
  u.over.append(canvas);
  return canvas.getContext("2d");
}

export function clearOverlay(u: uPlot, ctx: CanvasRenderingContext2D): void {
  const ratio = devicePixelRatio || 1;
  const width = Math.round(u.over.clientWidth * ratio);
  const height = Math.round(u.over.clientHeight * ratio);
  if (ctx.canvas.width !== width || ctx.canvas.height !== height) {
    ctx.canvas.width = width;
    ctx.canvas.height = height;
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
}

const MOST_POINTS = 5000;

/** The line pointed at, once more and bold, in its own hue. */
export function drawStrong(u: uPlot, ctx: CanvasRenderingContext2D, plan: Plan, look: Look, series: number): void {
  const trace = plan.traces.find((one) => one.role === "line" && one.series === series);
  const [from, to] = [u.scales["x"]?.min, u.scales["x"]?.max];
  if (!trace || from === undefined || to === undefined) return;
  const [first, last] = [u.valToIdx(from), u.valToIdx(to)];
  const every = Math.max(1, Math.ceil((last - first) / MOST_POINTS));
  ctx.beginPath();
  let isDown = false;
  for (let i = Math.max(0, first - 1); i <= Math.min(plan.xs.length - 1, last + 1); i += every) {
    const value = trace.values[i];
    if (value === undefined) continue;
    if (value === null) {
      isDown = false;
      continue;
    }
    const [x, y] = [u.valToPos(plan.xs[i] ?? 0, "x"), u.valToPos(value, "y")];
    if (isDown) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    isDown = true;
  }
  ctx.strokeStyle = colourNow(look.strong);
  ctx.lineWidth = 2.5;
  ctx.lineJoin = "round";
  ctx.stroke();
}

export function drawPoints(u: uPlot, ctx: CanvasRenderingContext2D, readings: readonly Reading[], looks: readonly Look[]): void {
  for (const reading of readings) {
    ctx.beginPath();
    ctx.arc(u.valToPos(reading.x, "x"), u.valToPos(reading.value, "y"), 3.5, 0, 7);
    ctx.fillStyle = colourNow(looks[reading.series]?.strong ?? "var(--text-1)");
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colourNow("var(--surface-1)");
    ctx.stroke();
  }
}
