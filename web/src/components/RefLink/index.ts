export * from "./KindIcon";
export * from "./RefLink";
