export type { FilterName } from "./complete";
export * from "./FilterBar";
