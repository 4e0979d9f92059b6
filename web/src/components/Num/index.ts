export * from "./Num";
