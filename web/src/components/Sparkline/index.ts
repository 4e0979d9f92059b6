export * from "./Sparkline";
