export * from "./DetailPage";
