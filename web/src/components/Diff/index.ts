export * from "./Diff";
export type { DiffRow } from "./DiffRows";
