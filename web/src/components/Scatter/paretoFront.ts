export type Goal = "up" | "down";

/** The points that no other beats in both directions, ordered by x; of equal points all are kept. O(n log n). */
export function paretoFront<P extends { x: number; y: number }>(points: readonly P[], goals: { x: Goal; y: Goal }): P[] {
  const sx = goals.x === "up" ? -1 : 1;
  const sy = goals.y === "up" ? -1 : 1;
  const sorted = [...points].sort((a, b) => sx * (a.x - b.x) || sy * (a.y - b.y));
  const front: P[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (const point of sorted) {
    const last = front.at(-1);
    const isTwin = last !== undefined && last.x === point.x && last.y === point.y;
    if (sy * point.y < best || isTwin) {
      front.push(point);
      best = sy * point.y;
    }
  }
  return front.sort((a, b) => a.x - b.x);
}
