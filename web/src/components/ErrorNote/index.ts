export * from "./ErrorNote";
