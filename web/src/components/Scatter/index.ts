export * from "./Scatter";
