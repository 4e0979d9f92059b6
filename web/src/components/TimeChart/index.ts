export * from "./TimeChart";
