export * from "./Interval";
