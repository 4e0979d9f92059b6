import { fitted } from "../number";
import { plainColour } from "../savePicture";
import { add, svgElement, type Attributes } from "../svgElement";
import { colourNow, propertyNow } from "../theme";
import type { Controller } from "./controller";
import { faint, inkOf, type Look } from "./look";
import { markShape } from "./markShape";
import { oddPath } from "./oddPath";
import { drawBand, drawLine, svgPen } from "./pen";
import type { Mark } from "./types";

const ink = (css: string): string => plainColour(colourNow(css));

/** The chart as vectors, as it stands: range, hidden lines, marks and edges included. */
export function plotPicture(plot: Controller | null, marks: readonly Mark[]): SVGSVGElement {
  if (!plot) throw new Error("The chart is still loading");
  const { u } = plot;
  const { plan, looks, yLabel, xLabel } = plot.settings;
  const svg = svgElement(u.width, u.height);
  const ratio = u.ctx.canvas.width / u.width || 1;
  const box = { left: u.bbox.left / ratio, top: u.bbox.top / ratio, width: u.bbox.width / ratio, height: u.bbox.height / ratio };
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  const places = plot.places(box.left, box.top, box.width, box.height);
  const { px, py } = places;
  const font: Attributes = { "font-size": 11, fill: ink("var(--text-2)"), "font-family": propertyNow("--font-ui", "sans-serif") };

  for (const { at, text } of plot.ticks("y")) {
    add(svg, "line", { x1: box.left, x2: right, y1: py(at), y2: py(at), stroke: ink("var(--line)") });
    add(svg, "text", { ...font, x: box.left - 8, y: py(at) + 4, "text-anchor": "end" }, text);
  }
  for (const { at, text } of plot.ticks("x")) {
    for (const [i, line] of text.split("\n").entries()) add(svg, "text", { ...font, x: px(at), y: bottom + 15 + 13 * i, "text-anchor": "middle" }, line);
  }
  if (yLabel) add(svg, "text", { ...font, transform: `translate(11 ${box.top + box.height / 2}) rotate(-90)`, "text-anchor": "middle" }, yLabel);
  if (xLabel) add(svg, "text", { ...font, x: box.left + box.width / 2, y: u.height - 3, "text-anchor": "middle" }, xLabel);

  const clip = `plot-${Math.random().toString(36).slice(2)}`;
  add(add(add(svg, "defs", {}), "clipPath", { id: clip }), "rect", { x: box.left, y: box.top, width: box.width, height: box.height });
  const lines = add(svg, "g", { "clip-path": `url(#${clip})`, fill: "none", "stroke-linejoin": "round" });
  for (const band of plan.bands) {
    if (plot.isHidden(band.series)) continue;
    const pen = svgPen();
    drawBand(pen, band.x, band.low, band.high, places);
    add(lines, "path", { d: pen.d(), fill: ink(faint(looks[band.series]?.colour ?? "", 0.18)) });
  }
  for (const trace of plan.traces) {
    const look = looks[trace.series];
    if (!look || plot.isHidden(trace.series)) continue;
    const colour = ink(trace.role === "raw" ? faint(look.colour, 0.28) : faint(look.colour, inkOf(looks.length)));
    const pen = svgPen();
    drawLine(pen, trace.x, trace.y, places, (x, y) => add(lines, "circle", { cx: x, cy: y, r: 2, fill: colour }));
    add(lines, "path", { d: pen.d(), stroke: colour, "stroke-width": trace.role === "raw" ? 1 : 1.5, ...(look.dashed ? { "stroke-dasharray": "6 4" } : {}) });
  }
  for (const odd of plan.odds) {
    const x = px(odd.x);
    if (plot.isHidden(odd.series) || x < box.left || x > right) continue;
    const colour = ink(looks[odd.series]?.colour ?? "var(--text-1)");
    add(svg, "path", { d: oddPath(odd.kind, x, odd.kind === "high" ? box.top + 5 : bottom - 5, 3.5), stroke: colour, fill: odd.kind === "nan" ? "none" : colour });
  }
  const shown = marks.filter((mark) => px(mark.at) >= box.left && px(mark.at) <= right).sort((m, n) => m.at - n.at);
  for (const [i, mark] of shown.entries()) {
    const x = px(mark.at);
    const next = shown[i + 1];
    const room = (next ? px(next.at) : right) - x - 12;
    add(svg, "line", { x1: x, x2: x, y1: box.top, y2: bottom, stroke: ink("var(--text-2)"), "stroke-dasharray": "3 2" });
    add(svg, "path", { d: markShape(mark.kind), transform: `translate(${x} ${box.top - 12})`, fill: ink("var(--text-1)") });
    if (room > 30) add(svg, "text", { ...font, x: x + 8, y: box.top - 8 }, fitted(mark.label, Math.min(160, room)));
  }
  if (looks.length > 1) addLegend(svg, u.width, u.height, looks.filter((_, i) => !plot.isHidden(i)).slice(0, 12), font);
  return svg;
}

/** Names with their strokes below the plot, in as many rows as they need. */
function addLegend(svg: SVGSVGElement, width: number, height: number, looks: readonly Look[], font: Attributes): void {
  let [x, y] = [8, height + 14];
  for (const look of looks) {
    const name = fitted(look.name, 180);
    const wide = 26 + name.length * 6.2 + 14;
    if (x > 8 && x + wide > width) [x, y] = [8, y + 16];
    add(svg, "line", { x1: x, x2: x + 18, y1: y - 4, y2: y - 4, stroke: ink(look.colour), "stroke-width": 2, ...(look.dashed ? { "stroke-dasharray": "4 3" } : {}) });
    add(svg, "text", { ...font, x: x + 24, y }, name);
    x += wide;
  }
  svg.setAttribute("height", String(y + 8));
  svg.setAttribute("viewBox", `0 0 ${width} ${y + 8}`);
}
