export * from "./Link";
