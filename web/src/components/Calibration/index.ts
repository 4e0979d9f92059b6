export * from "./Calibration";
