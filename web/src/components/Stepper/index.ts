export * from "./Stepper";
