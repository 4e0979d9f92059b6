import { fitted } from "../chart/number";
import { plainColour } from "../chart/savePicture";
import { add, svgElement } from "../chart/svgElement";
import { colourNow } from "../chart/theme";
import { NODE, type Place } from "./layout";
import type { ShownGraph } from "./model";

const ink = (css: string): string => plainColour(colourNow(css));

/** The whole graph as vectors, folded and focused as it stands, whatever part of it is in view. */
export function graphPicture(graph: ShownGraph, places: ReadonlyMap<string, Place>): SVGSVGElement {
  const all = [...places.values()];
  const svg = svgElement(Math.max(200, ...all.map((p) => p.x + NODE.width + 8)), Math.max(40, ...all.map((p) => p.y + NODE.height + 8)));
  for (const edge of graph.edges) {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to) continue;
    const [x1, y1, x2, y2] = [from.x + NODE.width, from.y + NODE.height / 2, to.x, to.y + NODE.height / 2];
    const bend = Math.max(20, Math.abs(x2 - x1) / 2);
    add(svg, "path", { d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 5} ${y2}`, fill: "none", stroke: ink("var(--line-strong)") });
    add(svg, "path", { d: `M${x2} ${y2}l-6 -3v6z`, fill: ink("var(--line-strong)") });
  }
  for (const node of graph.nodes) {
    const { x, y } = places.get(node.id) ?? { x: 0, y: 0 };
    const words = [node.kind, node.word].filter(Boolean).join(" · ");
    add(svg, "rect", { x, y, ...NODE, rx: 4, fill: ink("var(--surface-1)"), stroke: ink(node.state ? `var(--${node.state})` : "var(--line-strong)"), "stroke-width": node.count === undefined ? 1 : 2 });
    add(svg, "text", { x: x + 8, y: y + 20, "font-size": 12, "font-weight": 550, fill: ink("var(--text-1)") }, fitted(node.count === undefined ? node.label : `${node.label} (${node.count})`, NODE.width - 16));
    add(svg, "text", { x: x + 8, y: y + 37, "font-size": 11, fill: ink("var(--text-2)") }, fitted(words, NODE.width - 16));
  }
  return svg;
}
