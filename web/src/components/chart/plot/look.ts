import { colourOf, coloursOf, GREY } from "../../../format/colour";
import type { PlotSeries } from "./types";

export interface Look {
  name: string;
  colour: string;
  /** The hue it takes when pointed at: more than twelve lines are grey until then. */
  strong: string;
  dashed: boolean;
}

/** Names and colours as they are drawn, one for each series. */
export function looksOf(series: readonly PlotSeries[]): Look[] {
  const ids = series.map((one) => one.id ?? one.name);
  const colours = coloursOf(ids);
  return series.map((one, i) => {
    const id = ids[i] ?? "";
    const colour = one.colour ?? colours.get(id) ?? GREY;
    return { name: one.name, colour, strong: colour === GREY ? colourOf(id) : colour, dashed: one.dashed ?? false };
  });
}

/** A colour let through by `share`, for bands and raw lines. */
export function faint(colour: string, share: number): string {
  return `color-mix(in srgb, ${colour} ${Math.round(share * 100)}%, transparent)`;
}

/** How faint single lines are when there are many: 200 opaque ones are a wall. */
export function inkOf(count: number): number {
  return count <= 12 ? 1 : count <= 50 ? 0.7 : 0.45;
}
