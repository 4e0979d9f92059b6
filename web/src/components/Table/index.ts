export { rowsAs } from "./copyAs";
export { operationSource } from "./operationSource";
export { Table, type TableProps } from "./Table";
export type { CellValue, Column, Layout, Sort, Source, Window, WindowRequest } from "./types";
