export { ChartFrame, type ChartFrameProps } from "./ChartFrame";
export type { ChartTable } from "../chart/table";
