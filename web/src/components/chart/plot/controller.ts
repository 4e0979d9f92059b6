import uPlot from "uplot";
import { absoluteTime } from "../../../format/time";
import { grouped, withUnit } from "../number";
import { say } from "../say";
import { join, tell, type Member } from "./group";
import { drawOdds } from "./oddMarks";
import { optionsOf, shapeKey, type Shape } from "./options";
import { clearOverlay, drawPoints, drawStrong, overlayFor } from "./overlay";
import { fewOf, readingsAt, writeReadout, type Reading } from "./readout";
import type { Range } from "./types";

export interface Settings extends Shape {
  hidden: ReadonlySet<number>;
  unit?: string | undefined;
  group?: string | undefined;
  brush?: Range | null | undefined;
  brushMode: "zoom" | "select";
  domain?: Range | undefined;
  onBrush?: ((range: Range | null) => void) | undefined;
  onFrame: (frame: Frame) => void;
}

/** Where the plot lies inside its element and what stretch of x it shows. */
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

/** One uPlot chart and everything that moves on it; React only hands over settings. */
export class Controller implements Member {
  u: uPlot;
  settings: Settings;
  private key: string;
  private own: Range | null = null;
  private overlay: CanvasRenderingContext2D | null = null;
  private readonly readout: HTMLElement;
  private leave: () => void = () => undefined;
  private frame = "";

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
        ...optionsOf(() => this.settings),
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: true, y: false, setScale: false, dist: 4 },
          bind: { dblclick: () => () => (this.zoom(null), null) },
        },
        hooks: {
          setCursor: [(u) => this.pointed(u)],
          setSelect: [(u) => this.dragged(u)],
          draw: [(u) => this.drawn(u)],
        },
      },
      this.data(),
      this.host,
    );
    this.overlay = overlayFor(u);
    u.over.append(this.readout);
    for (const [i, trace] of this.settings.plan.traces.entries()) if (this.settings.hidden.has(trace.series)) u.setSeries(i + 1, { show: false }, false);
    u.setScale("x", this.limits());
    return u;
  }

  private data(): uPlot.AlignedData {
    const { plan } = this.settings;
    return [plan.xs, ...plan.traces.map((trace) => trace.values)] as uPlot.AlignedData;
  }

  private enter(): void {
    this.leave();
    this.leave = this.settings.group === undefined ? () => undefined : join(this.settings.group, this);
  }

  /** What is shown now: the brush, or all there is. */
  private limits(): { min: number; max: number } {
    const { xs } = this.settings.plan;
    const { brush, brushMode, domain } = this.settings;
    const wanted = brushMode === "zoom" ? (brush === undefined ? this.own : brush) : null;
    const [min, max] = wanted ?? domain ?? [xs[0] ?? 0, xs.at(-1) ?? 1];
    if (min < max) return { min, max };
    const spare = this.settings.isTime ? 1_800_000 : 1;
    return { min: min - spare, max: min + spare };
  }

  update(next: Settings): void {
    const before = this.settings;
    this.settings = next;
    const key = shapeKey(next);
    if (key !== this.key) {
      this.key = key;
      this.u.destroy();
      this.u = this.build();
    } else {
      this.u.batch(() => {
        if (next.plan !== before.plan) this.u.setData(this.data(), false);
        if (next.width !== before.width || next.height !== before.height) this.u.setSize({ width: next.width, height: next.height });
        this.show(before.hidden, next.hidden);
        this.u.setScale("x", this.limits());
      });
    }
    if (next.group !== before.group) this.enter();
    if (next.looks !== before.looks) this.repaint();
  }

  private show(before: ReadonlySet<number>, now: ReadonlySet<number>): void {
    if (before === now) return;
    for (const [i, trace] of this.settings.plan.traces.entries()) {
      if (before.has(trace.series) !== now.has(trace.series)) this.u.setSeries(i + 1, { show: !now.has(trace.series) }, false);
    }
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
    if (this.settings.brushMode === "zoom" || this.settings.brush === undefined) tell(this.settings.group, this, (member) => member.zoomTo(range));
  }

  zoomTo(range: Range | null): void {
    this.own = range;
    if (this.settings.brush === undefined && this.settings.brushMode === "zoom") this.u.setScale("x", this.limits());
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

  private drawn(u: uPlot): void {
    drawOdds(u, this.settings.plan, this.settings.looks, (series) => this.settings.hidden.has(series));
    const { left, top, width, height } = u.bbox;
    const ratio = u.ctx.canvas.width / u.width || 1;
    const frame: Frame = { left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio, from: u.scales["x"]?.min ?? 0, to: u.scales["x"]?.max ?? 1 };
    const key = Object.values(frame).join(" ");
    if (key === this.frame) return;
    this.frame = key;
    queueMicrotask(() => this.settings.onFrame(frame));
  }

  private pointed(u: uPlot): void {
    const left = u.cursor.left ?? -1;
    const isOut = left < 0;
    this.read(isOut ? null : left, u.cursor.top ?? -1);
    tell(this.settings.group, this, (member) => member.pointAt(isOut ? null : u.posToVal(left, "x")));
  }

  pointAt(x: number | null): void {
    const left = x === null ? -10 : this.u.valToPos(x, "x");
    const isInside = left >= 0 && left <= this.u.over.clientWidth;
    this.u.setCursor({ left: isInside ? left : -10, top: isInside ? 1 : -10 }, false);
    this.read(isInside ? left : null, -1);
  }

  private read(left: number | null, top: number): void {
    const { u, overlay } = this;
    const { plan, looks, hidden } = this.settings;
    if (overlay) clearOverlay(u, overlay);
    if (left === null || plan.xs.length === 0) return writeReadout(this.readout, null, 0, 0);
    const readings = readingsAt(plan, u.posToIdx(left), (series) => hidden.has(series));
    const pointer = top >= 0 ? u.posToVal(top, "y") : null;
    const few = fewOf(readings, pointer, MOST_ROWS);
    const near = this.nearest(readings, top);
    if (overlay && near && looks.length > 1) drawStrong(u, overlay, plan, looks[near.series] ?? { name: "", colour: "", strong: "", dashed: false }, near.series);
    if (overlay) drawPoints(u, overlay, few, looks);
    return writeReadout(
      this.readout,
      {
        head: this.where(plan.xs[u.posToIdx(left)] ?? 0),
        rows: few.map((one) => ({ colour: looks[one.series]?.strong ?? "", name: looks[one.series]?.name ?? "", value: withUnit(one.value, this.settings.unit), isNear: one === near && readings.length > 1 })),
        rest: readings.length - few.length,
      },
      left,
      u.over.clientWidth,
    );
  }

  private nearest(readings: readonly Reading[], top: number): Reading | null {
    let best: Reading | null = null;
    let least = NEAR_PX;
    for (const reading of top < 0 ? [] : readings) {
      const distance = Math.abs(this.u.valToPos(reading.value, "y") - top);
      if (distance < least) [least, best] = [distance, reading];
    }
    return best;
  }

  private where(x: number): string {
    return this.settings.isTime ? absoluteTime(x, this.settings.isUtc ? "utc" : "local") : `${this.settings.xLabel ?? "step"} ${grouped(x)}`;
  }

  /** Moves the cursor by points of the axis and says what stands there. */
  walk(by: number | "first" | "last"): void {
    const { xs } = this.settings.plan;
    if (xs.length === 0) return;
    const { min, max } = this.limits();
    const [first, last] = [this.u.valToIdx(min), this.u.valToIdx(max)];
    const here = this.u.cursor.idx;
    const start = here === null || here === undefined || (this.u.cursor.left ?? -1) < 0 ? (typeof by === "number" && by < 0 ? last + 1 : first - 1) : here;
    const index = Math.min(last, Math.max(first, by === "first" ? first : by === "last" ? last : start + by));
    const x = xs[index] ?? 0;
    this.pointAt(x);
    tell(this.settings.group, this, (member) => member.pointAt(x));
    const readings = fewOf(readingsAt(this.settings.plan, index, (series) => this.settings.hidden.has(series)), null, 5);
    say(`${this.where(x)}: ${readings.map((one) => `${this.settings.looks[one.series]?.name} ${withUnit(one.value, this.settings.unit)}`).join(", ") || "no value"}`);
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
