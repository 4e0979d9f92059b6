export * from "./Gantt";
