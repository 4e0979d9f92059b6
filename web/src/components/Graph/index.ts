export * from "./Graph";
