export * from "./Confusion";
