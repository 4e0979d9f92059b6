export * from "./Code";
export { type Language } from "./tokens";
