export * from "./Markdown";
