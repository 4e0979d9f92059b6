export * from "./ApiCall";
