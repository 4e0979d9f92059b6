import uPlot from "uplot";
import { absoluteTime } from "../../../format/time";
import { short, withUnit } from "../number";
import { say } from "../say";
import { drawLines } from "./drawLines";
import { indexFrom, indexNear, yLimits, type Limits } from "./extent";
import { join, tell, type Member } from "./group";
import type { Look } from "./look";
import { optionsOf, shapeKey, type Shape } from "./options";
import { clearOverlay, drawPoints, drawStrong, overlayIn } from "./overlay";
import { placer, type Places } from "./pen";
import type { Plan } from "./plan";
import { fewOf, readingsAt, writeReadout, type Reading } from "./readout";
import type { Range } from "./types";

export interface Settings extends Shape {
  plan: Plan;
  looks: readonly Look[];
  hidden: ReadonlySet<number>;
  unit?: string | undefined;
  group?: string | undefined;
  brush?: Range | null | undefined;
  brushMode: "zoom" | "select";
  domain?: Range | undefined;
  onBrush?: ((range: Range | null) => void) | undefined;
  onFrame: (frame: Frame) => void;
}

/** Where the plot lies inside its element, in pixels of the page, and what stretch of x it shows. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
  from: number;
  to: number;
}

const MOST_ROWS = 10;
const NEAR_PX = 28;
const REACH_PX = 12;
const NOWHERE = { left: -10, top: -10 };

/** One chart and everything that moves on it; React only hands over settings. */
export class Controller implements Member {
  u: uPlot;
  settings: Settings;
  private key: string;
  private own: Range | null = null;
  private overlay: CanvasRenderingContext2D | null = null;
  private readonly readout: HTMLElement;
  private leave: () => void = () => undefined;
  /** Kept from the last drawing: asking the page for its layout on each move of the pointer is what makes hovering slow. */
  private frame: Frame = { left: 0, top: 0, width: 0, height: 0, from: 0, to: 1 };

  constructor(private readonly host: HTMLElement, settings: Settings, readoutClass: string) {
    this.settings = settings;
    this.key = shapeKey(settings);
    this.readout = document.createElement("div");
    this.readout.className = readoutClass;
    this.readout.hidden = true;
    this.u = this.build();
    this.enter();
  }

  private build(): uPlot {
    const u = new uPlot(
      {
        ...optionsOf(this.settings),
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: true, y: false, setScale: false, dist: 4 },
          bind: { dblclick: () => () => (this.zoom(null), null) },
        },
        hooks: { setCursor: [(u) => this.pointed(u)], setSelect: [(u) => this.dragged(u)], draw: [(u) => this.drawn(u)] },
      },
      this.data(),
      this.host,
    );
    this.overlay = overlayIn(u.over);
    u.over.append(this.readout);
    this.scale(u);
    return u;
  }

  /** The stops of the cursor; the values are ours to draw. */
  private data(): uPlot.AlignedData {
    return [this.settings.plan.xs as number[], []];
  }

  private enter(): void {
    this.leave();
    this.leave = this.settings.group === undefined ? () => undefined : join(this.settings.group, this);
  }

  readonly isHidden = (series: number): boolean => this.settings.hidden.has(series);

  /** What is shown now: the brush, or all there is. */
  private limits(): Limits {
    const { plan, brush, brushMode, domain, isTime } = this.settings;
    const wanted = brushMode === "zoom" ? (brush === undefined ? this.own : brush) : null;
    const [min, max] = wanted ?? domain ?? [plan.xs[0] ?? 0, plan.xs.at(-1) ?? 1];
    const spare = isTime ? 1_800_000 : 1;
    return min < max ? { min, max } : { min: min - spare, max: min + spare };
  }

  private scale(u: uPlot): void {
    const limits = this.limits();
    u.setScale("x", limits);
    u.setScale("y", yLimits(this.settings.plan, limits, { ...this.settings, isHidden: this.isHidden }));
  }

  update(next: Settings): void {
    const before = this.settings;
    this.settings = next;
    const key = shapeKey(next);
    if (key !== this.key) {
      this.key = key;
      this.u.destroy();
      this.u = this.build();
    } else if (next.width !== before.width || next.height !== before.height) {
      this.u.setSize({ width: next.width, height: next.height });
    }
    const isDrawnAnew = next.plan !== before.plan || next.looks !== before.looks || next.hidden !== before.hidden || next.brush !== before.brush || next.domain !== before.domain || next.zeroBased !== before.zeroBased;
    if (isDrawnAnew) {
      this.u.batch(() => {
        if (next.plan !== before.plan) this.u.setData(this.data(), false);
        this.scale(this.u);
      });
      this.repaint();
    }
    if (next.group !== before.group) this.enter();
  }

  /** Draws again with the colours of now. */
  repaint(): void {
    this.u.redraw(false, true);
  }

  destroy(): void {
    this.leave();
    this.u.destroy();
  }

  /** A zoom by hand: this chart, its group, and whoever listens. */
  zoom(range: Range | null): void {
    this.zoomTo(range);
    this.settings.onBrush?.(range);
    tell(this.settings.group, this, (member) => member.zoomTo(range));
  }

  /** A chart whose brush is given from outside waits for it. */
  zoomTo(range: Range | null): void {
    if (this.settings.brush !== undefined || this.settings.brushMode === "select") return;
    this.own = range;
    this.u.batch(() => this.scale(this.u));
  }

  /** Half the range, or twice, round the cursor. */
  zoomBy(factor: number): void {
    const { min, max } = this.limits();
    const left = this.u.cursor.left ?? -1;
    const middle = left >= 0 ? this.u.posToVal(left, "x") : (min + max) / 2;
    this.zoom([middle - (middle - min) * factor, middle + (max - middle) * factor]);
  }

  private dragged(u: uPlot): void {
    const { left, width } = u.select;
    if (width < 4) return;
    const range: Range = [u.posToVal(left, "x"), u.posToVal(left + width, "x")];
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.zoom(range);
  }

  /** From values to pixels of a box whose upper left corner is (left, top). */
  places(left: number, top: number, width: number, height: number): Places {
    const limits = { min: this.u.scales["x"]?.min ?? 0, max: this.u.scales["x"]?.max ?? 1 };
    const y = { min: this.u.scales["y"]?.min ?? 0, max: this.u.scales["y"]?.max ?? 1 };
    return { limits, px: placer(limits, left, left + width), py: placer(y, top + height, top, this.settings.isLog) };
  }

  private onOverlay(): Places {
    return this.places(0, 0, this.frame.width, this.frame.height);
  }

  private drawn(u: uPlot): void {
    const { left, top, width, height } = u.bbox;
    const ratio = u.ctx.canvas.width / u.width || 1;
    drawLines({ ctx: u.ctx, left, top, width, height, ratio }, this.settings.plan, this.settings.looks, this.places(left, top, width, height), this.isHidden);
    const frame: Frame = { left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio, from: u.scales["x"]?.min ?? 0, to: u.scales["x"]?.max ?? 1 };
    const isSame = Object.entries(frame).every(([name, value]) => this.frame[name as keyof Frame] === value);
    if (isSame) return;
    this.frame = frame;
    queueMicrotask(() => this.settings.onFrame(frame));
  }

  private pointed(u: uPlot): void {
    const left = u.cursor.left ?? -1;
    const isOut = left < 0;
    this.read(isOut ? null : left, u.cursor.top ?? -1);
    tell(this.settings.group, this, (member) => member.pointAt(isOut ? null : u.posToVal(left, "x")));
  }

  pointAt(x: number | null): void {
    const left = x === null ? -1 : this.u.valToPos(x, "x");
    const isInside = left >= 0 && left <= this.frame.width;
    this.u.setCursor(isInside ? { left, top: 1 } : NOWHERE, false);
    this.read(isInside ? left : null, -1);
  }

  private read(left: number | null, top: number): void {
    const { u, overlay } = this;
    const { plan, looks, unit } = this.settings;
    if (overlay) clearOverlay(overlay, this.frame.width, this.frame.height);
    if (left === null || plan.xs.length === 0) return writeReadout(this.readout, null, 0, 0);
    const at = u.posToVal(left, "x");
    const readings = readingsAt(plan, at, Math.abs(u.posToVal(REACH_PX, "x") - u.posToVal(0, "x")), this.isHidden);
    const few = fewOf(readings, top >= 0 ? u.posToVal(top, "y") : null, MOST_ROWS);
    const places = this.onOverlay();
    const near = nearest(readings, places, top);
    const look = near && looks[near.series];
    if (overlay && look && looks.length > 1) drawStrong(overlay, plan, look, near.series, places);
    if (overlay) drawPoints(overlay, few, looks, places);
    const rows = few.map((one) => ({ colour: looks[one.series]?.strong ?? "", name: looks[one.series]?.name ?? "", value: withUnit(one.value, unit), isNear: one === near && readings.length > 1 }));
    return writeReadout(this.readout, { head: this.where(plan.xs[indexNear(plan.xs, at)] ?? at), rows, rest: readings.length - few.length }, left, this.frame.width);
  }

  private where(x: number): string {
    return this.settings.isTime ? absoluteTime(x, this.settings.isUtc ? "utc" : "local") : `${this.settings.xLabel ?? "step"} ${short(x)}`;
  }

  /** Moves the cursor by points of the axis and says what stands there. */
  walk(by: number | "first" | "last"): void {
    const { plan, looks, unit } = this.settings;
    const { min, max } = this.limits();
    const first = indexFrom(plan.xs, min);
    const last = plan.xs[indexFrom(plan.xs, max)] === max ? indexFrom(plan.xs, max) : indexFrom(plan.xs, max) - 1;
    if (last < first) return;
    const left = this.u.cursor.left ?? -1;
    const here = left >= 0 ? indexNear(plan.xs, this.u.posToVal(left, "x")) : by === -1 ? last + 1 : first - 1;
    const index = Math.min(last, Math.max(first, by === "first" ? first : by === "last" ? last : here + by));
    const x = plan.xs[index] ?? 0;
    this.pointAt(x);
    tell(this.settings.group, this, (member) => member.pointAt(x));
    const readings = readingsAt(plan, x, 0, this.isHidden);
    const words = fewOf(readings, null, 5).map((one) => `${looks[one.series]?.name} ${withUnit(one.value, unit)}`);
    const rest = readings.length > 5 ? `, and ${readings.length - 5} more` : "";
    say(`${this.where(x)}: ${words.join(", ") || "no value"}${rest}`);
  }

  /** The ticks as drawn, for a picture of the same. */
  ticks(scale: "x" | "y"): { at: number; text: string }[] {
    const axis = this.u.axes[scale === "x" ? 0 : 1] as Record<string, unknown> | undefined;
    const splits = (axis?.["_splits"] ?? []) as (number | null)[]; // uPlot keeps what it drew under these names
    const texts = (axis?.["_values"] ?? []) as (string | null)[];
    return splits.flatMap((at, i) => (at === null || !texts[i] ? [] : [{ at, text: texts[i] }]));
  }

  hush(): void {
    this.pointAt(null);
    tell(this.settings.group, this, (member) => member.pointAt(null));
  }
}

function nearest(readings: readonly Reading[], { py }: Places, top: number): Reading | null {
  let best: Reading | null = null;
  let least = NEAR_PX;
  for (const reading of top < 0 ? [] : readings) {
    const distance = Math.abs(py(reading.value) - top);
    if (distance < least) [least, best] = [distance, reading];
  }
  return best;
}
