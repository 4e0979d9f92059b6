import { Num } from "../Num";
import { Time } from "../Time";
import type { Column } from "./types";

/** A cell as the column draws it, or as a value of its type is drawn everywhere. */
export function CellContent<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.cell) return column.cell(row);
  const value = column.value(row);
  if (typeof value === "number") return <Num value={value} share={column.isShare} />;
  if (value === null || value === undefined || value === "") return <span className="quiet">–</span>;
  if (value instanceof Date) return <Time at={value} />;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return (
    <span className="name" title={value}>
      {value}
    </span>
  );
}
