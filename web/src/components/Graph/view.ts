import { NODE, type Place } from "./layout";

/** Smaller than this the names cannot be read: then the graph is cut off instead, and can be dragged. */
const LEAST = 0.75;
const MOST = 1;
const EDGE = 16;

/** The first look at a graph: all of it if that stays readable, else the focused node, else its left end. */
export function viewOf(places: ReadonlyMap<string, Place>, focus: string | null, width: number, height: number): { x: number; y: number; zoom: number } {
  const all = [...places.values()];
  if (all.length === 0) return { x: 0, y: 0, zoom: 1 };
  const right = Math.max(...all.map((place) => place.x)) + NODE.width;
  const bottom = Math.max(...all.map((place) => place.y)) + NODE.height;
  const fit = Math.min((width - 2 * EDGE) / right, (height - 2 * EDGE) / bottom);
  const zoom = Math.min(MOST, Math.max(LEAST, fit));
  const at = focus === null ? undefined : places.get(focus);
  const along = (size: number, room: number, middle: number | undefined): number => {
    if (size * zoom <= room - 2 * EDGE) return (room - size * zoom) / 2;
    if (middle === undefined) return EDGE;
    return Math.min(EDGE, Math.max(room - EDGE - size * zoom, room / 2 - middle * zoom));
  };
  return { x: along(right, width, at && at.x + NODE.width / 2), y: along(bottom, height, at && at.y + NODE.height / 2), zoom };
}
