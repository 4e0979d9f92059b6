export * from "./CopyButton";
export * from "./copyText";
