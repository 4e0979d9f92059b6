import type { ReactNode } from "react";
import type { Goal } from "../../format/number";

/** What a cell sorts, copies and exports as; what is missing is null. */
export type CellValue = string | number | boolean | Date | null | undefined;

export interface Column<Row> {
  id: string;
  header: string;
  unit?: string;
  /** Numbers stand at the end by default, all else at the start. */
  align?: "start" | "end";
  /** In pixels; 140 when left out, 96 for numbers. */
  width?: number;
  /** How the cell looks; by default how a value of its type looks. */
  cell?: (row: Row) => ReactNode;
  value: (row: Row) => CellValue;
  sortable?: boolean;
  goal?: Goal;
  /** A sentence about the column, on hover. */
  note?: string;
  /** Out of sight until chosen in the menu of columns. */
  isHidden?: boolean;
  /** Its numbers are shares between 0 and 1, shown in per cent. */
  isShare?: boolean;
}

export interface Sort {
  id: string;
  isDescending: boolean;
}

/** Where the columns are: everything a page may want to keep in its address. */
export interface Layout {
  order?: string[];
  hidden?: string[];
  widths?: Record<string, number>;
}

export interface Window<Row> {
  rows: Row[];
  /** What the next window starts after; null when this was the last. */
  next: string | null;
  /** How many match in all, when the server says so. */
  total?: number;
  /** False when `total` is an estimate. */
  isExact?: boolean;
}

export interface WindowRequest {
  sort: readonly Sort[];
  after: string | null;
  limit: number;
  signal: AbortSignal;
}

/** Rows that the server sorts and filters, read in windows from the front. */
export interface Source<Row> {
  /** Changes with the query: another key starts from the first window. */
  key: string;
  /** Changes when the same query may answer differently: shown rows stay until the new ones are here. */
  version?: number | string;
  read: (request: WindowRequest) => Promise<Window<Row>>;
}

export type Item<Row> =
  | { kind: "row"; row: Row; key: string }
  | { kind: "group"; group: Group<Row>; key: string }
  | { kind: "loading"; key: string };

export interface Group<Row> {
  value: string;
  rows: Row[];
  isOpen: boolean;
}
