export * from "./Waterfall";
