import { HOSTILE } from "../chart/samples";
import { Stepper } from "./Stepper";

export const examples = [
  { title: "On its way", element: <Stepper label="Promotion" steps={[{ label: "Registered", state: "done", detail: "3 d ago" }, { label: "Validated", state: "done", detail: "7 of 7 gates" }, { label: "Approved", state: "current", detail: "1 of 2 votes" }, { label: "Canary", state: "next", detail: "10 %" }, { label: "Live", state: "next" }]} /> },
  { title: "Failed and skipped", element: <Stepper steps={[{ label: "Registered", state: "done" }, { label: "Validated", state: "failed", detail: "calibration 0.061 > 0.05" }, { label: "Canary", state: "skipped", detail: "waived by ada" }, { label: HOSTILE, state: "next", detail: HOSTILE }]} /> },
];
