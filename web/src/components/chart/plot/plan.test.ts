import { describe, expect, it } from "vitest";
import { indexNear, yLimits } from "./extent";
import { drawLine, placer, svgPen } from "./pen";
import { planOf, smoothed } from "./plan";
import { plotTable } from "./plotTable";
import { fewOf, readingsAt } from "./readout";

const nobody = (): boolean => false;

describe("planOf", () => {
  it("keeps gaps, and turns what no axis can show into marks", () => {
    const plan = planOf([{ name: "loss", x: [0, 1, 2, 3, 4], y: [1, null, "nan", "inf", "-inf"] }], {});

    expect(plan.traces[0]?.y).toEqual([1, null, null, null, null]);
    expect(plan.odds.map((odd) => [odd.x, odd.kind])).toEqual([[2, "nan"], [3, "high"], [4, "low"]]);
  });

  it("marks what is not positive on a logarithmic axis", () => {
    expect(planOf([{ name: "p95", x: [0, 1], y: [0, 2] }], { isLog: true }).odds).toEqual([{ x: 0, series: 0, kind: "low" }]);
  });

  it("stops the cursor at every x of every line once", () => {
    const plan = planOf([{ name: "a", x: [0, 2, 4], y: [1, 1, 1] }, { name: "b", x: [1, 2, 3], y: [1, 1, 1] }], {});

    expect([plan.xs, plan.isShared]).toEqual([[0, 1, 2, 3, 4], false]);
  });

  it("sorts a line that came out of order, the later of two values staying", () => {
    const trace = planOf([{ name: "a", x: [3, 1, 3], y: [30, 10, 31] }], {}).traces[0];

    expect([trace?.x, trace?.y]).toEqual([[1, 3], [10, 31]]);
  });

  it("draws the first series last, over raw lines", () => {
    const plan = planOf([{ name: "a", x: [0], y: [1] }, { name: "b", x: [0], y: [2] }], { smoothing: 0.5 });

    expect(plan.traces.map((trace) => `${trace.role}${trace.series}`)).toEqual(["raw0", "raw1", "line1", "line0"]);
  });
});

it("smoothing leaves a constant as it is from its first point on", () => {
  expect(smoothed([5, 5, null, 5], 0.9).map((v) => v && Math.round(v * 1e9) / 1e9)).toEqual([5, 5, null, 5]);
});

describe("drawLine", () => {
  const x = Array.from({ length: 10_000 }, (_, i) => i);
  const places = { limits: { min: 0, max: 9999 }, px: placer({ min: 0, max: 9999 }, 0, 100), py: (y: number) => y };

  it("keeps the extremes of a pixel column however many points share it", () => {
    const y = x.map((i) => (i === 5003 ? 1000 : i === 5007 ? -1000 : 1));
    const pen = svgPen();

    drawLine(pen, x, y, places);

    expect(pen.d()).toContain(" 1000");
    expect(pen.d()).toContain(" -1000");
    expect(pen.d().split(/[ML]/).length).toBeLessThan(210 * 4);
  });

  it("breaks at a gap and hands out points that stand alone", () => {
    const dots: number[] = [];
    const pen = svgPen();

    drawLine(pen, [0, 3000, 6000, 9000], [1, 2, null, 4], places, (at) => dots.push(at));

    expect(pen.d()).toBe("M0 1L30 2M90 4");
    expect(dots.map(Math.round)).toEqual([90]);
  });
});

describe("yLimits", () => {
  const plan = planOf([{ name: "a", x: [0, 1, 2, 3], y: [1, 2, 3, 100] }, { name: "b", x: [0, 1], y: [-50, -50] }], {});

  it("looks only at what is visible and one point beyond", () => {
    const { max } = yLimits(plan, { min: 0, max: 1 }, { isLog: false, zeroBased: false, isHidden: nobody });

    expect(max).toBeGreaterThan(3);
    expect(max).toBeLessThan(10);
  });

  it("leaves out hidden lines and starts bars' axes at zero", () => {
    expect(yLimits(plan, { min: 0, max: 1 }, { isLog: false, zeroBased: true, isHidden: (series) => series === 1 }).min).toBe(0);
  });
});

describe("the cursor", () => {
  const plan = planOf([{ name: "a", x: [0, 10, 20], y: [1, null, 3] }, { name: "b", x: [0, 9], y: [5, 6] }], {});

  it("reads each line at its nearest point, but not across a gap nor far beyond its end", () => {
    expect(readingsAt(plan, 10, 2, nobody)).toEqual([{ series: 1, value: 6, x: 9 }]);
    expect(readingsAt(plan, 20, 2, nobody)).toEqual([{ series: 0, value: 3, x: 20 }]);
  });

  it("writes out the lines nearest to the pointer, the greatest first", () => {
    const readings = [1, 2, 3, 4].map((value, series) => ({ series, value, x: 0 }));

    expect(fewOf(readings, 3.4, 2).map((one) => one.value)).toEqual([4, 3]);
  });

  it("finds the nearer of two points, and none in an empty line", () => {
    expect([indexNear([0, 10], 4), indexNear([0, 10], 6), indexNear([], 1)]).toEqual([0, 1, -1]);
  });
});

it("a table of lines keeps NaN as a word, side by side when they share their x", () => {
  expect(plotTable([{ name: "a", x: [1], y: ["nan"] }, { name: "b", x: [1], y: [2] }], true, "step", false)).toEqual({ columns: ["step", "a", "b"], times: [], rows: [[1, "NaN", 2]] });
});
