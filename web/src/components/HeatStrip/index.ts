export * from "./HeatStrip";
