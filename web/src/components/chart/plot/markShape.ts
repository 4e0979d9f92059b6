const SHAPES: Record<string, string> = {
  deploy: "M0 -4.5L4.5 3.5H-4.5Z",
  promotion: "M0 -4.5L4 0H1.5V4.5H-1.5V0H-4Z",
  rollback: "M0 4.5L-4.5 -3.5H4.5Z",
  incident: "M0 -5L5 0L0 5L-5 0Z",
  data: "M-4 -4H4V4H-4Z",
  label: "M-5 -1.5H5V1.5H-5Z",
  approval: "M-4.5 0L-1.5 3.5L4.5 -3.5L3 -5L-1.5 0.5L-3 -1.5Z",
};
const DOT = "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z";

/** The outline of an event's kind round (0, 0), so that kinds differ without colour. */
export function markShape(kind: string): string {
  return SHAPES[kind] ?? DOT;
}
