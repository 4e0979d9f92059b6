export * from "./LineChart";
