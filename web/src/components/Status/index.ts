export * from "./Status";
