export * from "./Time";
export { setZone, useNow, useZone } from "./clock";
