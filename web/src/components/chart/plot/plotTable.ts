import type { Cell, ChartTable } from "../table";
import { numberOf, type Value } from "../value";
import type { PlotSeries } from "./types";

/** NaN and the infinities as words: a table cell and a CSV cell must not lose them. */
function cellOf(value: Value): Cell {
  const number = numberOf(value);
  return number === null || Number.isFinite(number) ? number : Number.isNaN(number) ? "NaN" : number > 0 ? "inf" : "-inf";
}

/** Lines on one common x stand side by side; others one point a row, with the name of the line. */
export function plotTable(series: readonly PlotSeries[], isShared: boolean, xName: string, isTime: boolean): ChartTable {
  if (!isShared || series.length > 30) {
    return {
      columns: ["series", xName, "value", "low", "high"],
      times: isTime ? [1] : [],
      rows: series.flatMap((one) => one.x.map((x, i) => [one.name, x, cellOf(one.y[i]), cellOf(one.band?.low[i]), cellOf(one.band?.high[i])])),
    };
  }
  const columns = [xName];
  const rows = (series[0]?.x ?? []).map((x): Cell[] => [x]);
  for (const one of series) {
    columns.push(one.name);
    if (one.band) columns.push(`${one.name} low`, `${one.name} high`);
    for (const [i, row] of rows.entries()) {
      row.push(cellOf(one.y[i]));
      if (one.band) row.push(cellOf(one.band.low[i]), cellOf(one.band.high[i]));
    }
  }
  return { columns, times: isTime ? [0] : [], rows };
}
