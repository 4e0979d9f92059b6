export * from "./Menu";
