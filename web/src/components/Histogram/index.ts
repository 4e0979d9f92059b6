export * from "./Histogram";
