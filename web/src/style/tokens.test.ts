import { expect, test } from "vitest";
import css from "./tokens.css?raw";

type Rgb = [number, number, number];

function colours(theme: string): Map<string, Rgb> {
  const block = css.split(`[data-theme="${theme}"] {`)[1]!.split("}")[0]!;
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);/g);
  return new Map([...found].map(([, name, l, c, h]) => [name!, linear(Number(l) / 100, Number(c), Number(h))]));
}

function linear(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const L = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const M = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const S = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S,
    -1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S,
    -0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S,
  ];
  return rgb.map((part) => Math.min(1, Math.max(0, part))) as Rgb;
}

function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [one, other].map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05).sort((x, y) => x - y);
  return high! / low!;
}

const SURFACES = ["surface-1", "surface-2", "surface-3"];
const TEXTS = ["text-1", "text-2", "text-3", "accent", "ok", "warn", "bad", "busy", "unknown"];

for (const theme of ["light", "dark"]) {
  const of = colours(theme);

  test(`${theme}: text reads on every surface`, () => {
    for (const surface of SURFACES) {
      for (const text of TEXTS) {
        expect(contrast(of.get(text)!, of.get(surface)!), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test(`${theme}: a status reads on its own tint, and text on the accent`, () => {
    for (const name of ["accent", "ok", "warn", "bad", "busy", "unknown"]) {
      expect(contrast(of.get(name)!, of.get(`${name}-bg`)!), name).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(of.get("accent-text")!, of.get("accent")!)).toBeGreaterThanOrEqual(4.5);
  });

  test(`${theme}: lines of controls and series are seen`, () => {
    for (const name of ["line-strong", ...Array.from({ length: 12 }, (_, i) => `hue-${i}`)]) {
      expect(contrast(of.get(name)!, of.get("surface-1")!), name).toBeGreaterThanOrEqual(3);
    }
  });
}

test("both themes have the same tokens", () => {
  expect([...colours("light").keys()]).toEqual([...colours("dark").keys()]);
});
