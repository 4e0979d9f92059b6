export * from "./announce";
