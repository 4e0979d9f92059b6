export * from "./BarList";
