import { colourNow, propertyNow } from "./theme";

const KEPT = [
  "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "fill-opacity", "opacity",
  "font-size", "font-weight", "text-anchor", "dominant-baseline",
] as const;
const COLOURS = new Set(["fill", "stroke"]);
const CAPTION = 44;

let pixel: CanvasRenderingContext2D | null | undefined;

/** Colours other programs may not know (oklch, color-mix) in the words every SVG reader knows. */
export function plainColour(colour: string): string {
  if (colour === "none" || colour === "transparent" || colour.startsWith("url(") || /^rgba?\(/.test(colour)) return colour;
  pixel ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pixel) return colour;
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgba(${r}, ${g}, ${b}, ${((a ?? 255) / 255).toFixed(3)})`;
}

/** The live styles written into a copy, which then looks the same without our stylesheet. */
function frozen(live: SVGSVGElement): SVGSVGElement {
  const copy = live.cloneNode(true) as SVGSVGElement;
  const from = [live, ...live.querySelectorAll<SVGElement>("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  for (const [i, element] of from.entries()) {
    const style = getComputedStyle(element);
    const target = to[i];
    if (!target) continue;
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value) target.setAttribute(name, COLOURS.has(name) ? plainColour(value) : value);
    }
    target.removeAttribute("class");
    target.removeAttribute("style");
  }
  for (const cursor of copy.querySelectorAll("[data-cursor]")) cursor.remove();
  return copy;
}

export interface Caption {
  title: string;
  note: string;
}

/** The chart under its title, as one SVG that needs nothing else. */
export function withCaption(picture: SVGSVGElement, caption: Caption): SVGSVGElement {
  const width = Number(picture.getAttribute("width"));
  const height = Number(picture.getAttribute("height")) + CAPTION;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const set = (name: string, value: string | number): void => svg.setAttribute(name, String(value));
  set("xmlns", "http://www.w3.org/2000/svg");
  set("width", width);
  set("height", height);
  set("viewBox", `0 0 ${width} ${height}`);
  set("font-family", propertyNow("--font-ui", "sans-serif"));
  const paper = document.createElementNS(svg.namespaceURI, "rect");
  paper.setAttribute("width", String(width));
  paper.setAttribute("height", String(height));
  paper.setAttribute("fill", plainColour(colourNow("var(--surface-1)")));
  svg.append(paper, line(caption.title, 18, 13, "var(--text-1)", 600), line(caption.note, 34, 11, "var(--text-2)", 400));
  picture.setAttribute("y", String(CAPTION));
  svg.append(picture);
  return svg;
}

function line(words: string, y: number, size: number, colour: string, weight: number): SVGElement {
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text") as SVGElement;
  text.setAttribute("x", "8");
  text.setAttribute("y", String(y));
  text.setAttribute("font-size", String(size));
  text.setAttribute("font-weight", String(weight));
  text.setAttribute("fill", plainColour(colourNow(colour)));
  text.textContent = words;
  return text;
}

export function svgText(live: SVGSVGElement, caption: Caption): string {
  return new XMLSerializer().serializeToString(withCaption(live.isConnected ? frozen(live) : live, caption));
}

/** The picture at twice its size on screen. */
export async function pngOf(svg: string, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The browser made no PNG of this chart"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A file name from a title: letters and digits of any script, the rest as dashes. */
export function fileName(title: string, ending: string): string {
  const stem = title.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 80);
  return `${stem || "chart"}.${ending}`;
}

export function saveFile(name: string, content: Blob | string, type = "text/plain;charset=utf-8"): void {
  const url = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type }) : content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
