import { expect, test } from "vitest";
import { rowsAs } from "./copyAs";
import { groupItems, summaryOf } from "./groups";
import type { CellValue, Column } from "./types";

type Row = { name: CellValue; auc?: CellValue };
const columns: Column<Row>[] = [
  { id: "name", header: "Name", value: (row) => row.name },
  { id: "auc", header: "AUC", unit: "share", align: "end", value: (row) => row.auc },
];

test("CSV quotes what has to be quoted and disarms formulas, not negative numbers", () => {
  const rows: Row[] = [{ name: 'a "b", c', auc: 0.1234567 }, { name: "=1+1", auc: -2 }, { name: "-7", auc: null }];
  expect(rowsAs("csv", columns, rows)).toBe('Name,AUC (share)\n"a ""b"", c",0.1234567\n\'=1+1,-2\n-7,\n');
});

test("TSV keeps one row on one line", () =>
  expect(rowsAs("tsv", columns, [{ name: "a\tb\nc", auc: true }])).toBe("Name\tAUC (share)\na b c\ttrue\n"));

test("Markdown names cannot leave their cell", () =>
  expect(rowsAs("markdown", columns, [{ name: "<b>a|b</b>", auc: 1 }])).toBe(
    "| Name | AUC (share) |\n| --- | ---: |\n| \\<b\\>a\\|b\\</b\\> | 1 |\n",
  ));

test("a group carries mean and deviation of its rows", () => {
  const rows: Row[] = [{ name: "a", auc: 1 }, { name: "a", auc: 3 }, { name: "b", auc: Number.NaN }];
  const summary = summaryOf(rows, columns[1]!);
  expect(summary).toEqual({ mean: 2, deviation: Math.SQRT2, count: 2 });
  expect(summaryOf(rows.slice(2), columns[1]!)).toBeNull();
  const items = groupItems(rows, columns[0]!, (row) => String(row.name), new Set(["a"]));
  expect(items.map((item) => item.kind)).toEqual(["group", "group", "row"]);
});
