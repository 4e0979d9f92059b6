import type { Place } from "./layout";
import type { ShownGraph } from "./model";

export type Way = "left" | "right" | "up" | "down";

/** Where an arrow key leads: along an edge to the nearest node, or up and down within the rank. */
export function neighbour(graph: ShownGraph, places: ReadonlyMap<string, Place>, from: string | null, way: Way): string | null {
  const here = from === null ? undefined : places.get(from);
  if (!here) return first(graph, places);
  const ids =
    way === "right" ? graph.edges.filter((edge) => edge.from === from).map((edge) => edge.to)
    : way === "left" ? graph.edges.filter((edge) => edge.to === from).map((edge) => edge.from)
    : graph.nodes.map((node) => node.id).filter((id) => sameRank(places.get(id), here) && isBeyond(places.get(id), here, way));
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const place = places.get(id);
    const distance = place ? Math.abs(place.y - here.y) : Number.POSITIVE_INFINITY;
    if (distance < least) [least, best] = [distance, id];
  }
  return best;
}

function sameRank(place: Place | undefined, here: Place): boolean {
  return place !== undefined && Math.abs(place.x - here.x) < 1;
}

function isBeyond(place: Place | undefined, here: Place, way: Way): boolean {
  return place !== undefined && (way === "up" ? place.y < here.y : place.y > here.y);
}

/** The leftmost, then topmost node: where walking begins. */
function first(graph: ShownGraph, places: ReadonlyMap<string, Place>): string | null {
  let best: [string, Place] | null = null;
  for (const node of graph.nodes) {
    const place = places.get(node.id);
    if (place && (!best || place.x < best[1].x || (place.x === best[1].x && place.y < best[1].y))) best = [node.id, place];
  }
  return best?.[0] ?? null;
}
