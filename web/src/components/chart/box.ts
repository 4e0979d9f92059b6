/** The room inside the axes of one chart, in CSS pixels. */
export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Margin {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** `left`, `right`, `top`, `bottom` are coordinates, not widths: a scale's range is `[box.left, box.right]`. */
export function boxOf(width: number, height: number, margin: Margin): Box {
  return {
    width,
    height,
    left: margin.left,
    right: Math.max(width - margin.right, margin.left + 1),
    top: margin.top,
    bottom: Math.max(height - margin.bottom, margin.top + 1),
  };
}
