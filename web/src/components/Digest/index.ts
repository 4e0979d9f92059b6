export * from "./Digest";
