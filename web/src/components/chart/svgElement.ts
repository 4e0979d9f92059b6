const SVG = "http://www.w3.org/2000/svg";

export type Attributes = Record<string, string | number>;

export function svgElement(width: number, height: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, String(value));
  return svg;
}

/** Appends an element; text is text, never markup. */
export function add(parent: Element, tag: string, attributes: Attributes, text?: string): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}
