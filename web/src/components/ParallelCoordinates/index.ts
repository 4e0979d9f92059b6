export * from "./ParallelCoordinates";
