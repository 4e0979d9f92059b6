import { plainColour } from "../savePicture";
import { colourNow, propertyNow } from "../theme";
import type { Controller } from "./controller";
import { faint, inkOf } from "./look";
import { markShape } from "./markShape";
import { oddPath } from "./oddMarks";
import type { Mark } from "./types";

const SVG = "http://www.w3.org/2000/svg";
type Attributes = Record<string, string | number>;

function add(parent: Element, tag: string, attributes: Attributes, text?: string): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

const ink = (css: string): string => plainColour(colourNow(css));

/** A line in pixels; several points in one pixel column keep their first, lowest, highest and last. */
function linePath(xs: readonly number[], values: readonly (number | null | undefined)[], px: (x: number) => number, py: (y: number) => number): string {
  let path = "";
  let isDown = false;
  let at = Number.NaN;
  let ys: number[] = [];
  const flush = (): void => {
    const kept = ys.length <= 2 ? ys : [ys[0] ?? 0, Math.min(...ys), Math.max(...ys), ys.at(-1) ?? 0];
    for (const y of kept) {
      path += `${isDown ? "L" : "M"}${at} ${Math.round(y * 10) / 10}`;
      isDown = true;
    }
    ys = [];
  };
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue;
    if (value === null) {
      flush();
      isDown = false;
      continue;
    }
    const x = Math.round(px(xs[i] ?? 0) * 2) / 2;
    if (at !== x) flush();
    at = x;
    ys.push(py(value));
  }
  flush();
  return path;
}

/** The chart as vectors, as it stands: range, hidden lines, marks and edges included. */
export function plotPicture(plot: Controller | null, marks: readonly Mark[]): SVGSVGElement {
  if (!plot) throw new Error("The chart is still loading");
  const { u } = plot;
  const { plan, looks, hidden, yLabel, xLabel } = plot.settings;
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width: u.width, height: u.height, viewBox: `0 0 ${u.width} ${u.height}` })) svg.setAttribute(name, String(value));
  const ratio = u.ctx.canvas.width / u.width || 1;
  const box = { left: u.bbox.left / ratio, top: u.bbox.top / ratio, width: u.bbox.width / ratio, height: u.bbox.height / ratio };
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  const px = (x: number): number => box.left + u.valToPos(x, "x");
  const py = (y: number): number => box.top + u.valToPos(y, "y");
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
  for (const [i, trace] of plan.traces.entries()) {
    const look = looks[trace.series];
    if (!look || hidden.has(trace.series) || trace.role === "low") continue;
    const d = linePath(plan.xs, trace.values, px, py);
    if (trace.role === "high") {
      const low = plan.traces[i + 1]?.values ?? [];
      const back = linePath(plan.xs.toReversed(), low.toReversed(), px, py);
      add(lines, "path", { d: `${d}${back.replace("M", "L")}Z`, fill: ink(faint(look.colour, 0.18)) });
    } else {
      const colour = trace.role === "raw" ? faint(look.colour, 0.28) : faint(look.colour, inkOf(looks.length));
      add(lines, "path", { d, stroke: ink(colour), "stroke-width": trace.role === "raw" ? 1 : 1.5, ...(look.dashed ? { "stroke-dasharray": "6 4" } : {}) });
    }
  }
  for (const odd of plan.odds) {
    const x = px(odd.x);
    if (hidden.has(odd.series) || x < box.left || x > right) continue;
    const colour = ink(looks[odd.series]?.colour ?? "var(--text-1)");
    add(svg, "path", { d: oddPath(odd.kind, x, odd.kind === "high" ? box.top + 5 : bottom - 5, 3.5), stroke: colour, fill: odd.kind === "nan" ? "none" : colour });
  }
  for (const mark of marks) {
    const x = px(mark.at);
    if (x < box.left || x > right) continue;
    add(svg, "line", { x1: x, x2: x, y1: box.top, y2: bottom, stroke: ink("var(--text-2)"), "stroke-dasharray": "3 2" });
    add(svg, "path", { d: markShape(mark.kind), transform: `translate(${x} ${box.top + 5})`, fill: ink("var(--text-1)") });
    add(svg, "text", { ...font, x: x + 8, y: box.top + 9 }, mark.label);
  }
  return svg;
}
