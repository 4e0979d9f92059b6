export * from "./controls";
export * from "./Field";
