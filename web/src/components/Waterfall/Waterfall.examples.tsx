import { HOSTILE } from "../chart/samples";
import { Waterfall } from "./Waterfall";

export const examples = [
  { title: "A prediction explained", element: <Waterfall title="Late mostly because the aircraft arrived late" unit="log-odds" parts={[{ name: "average", value: -1.2, isTotal: true }, { name: "inbound_delay", detail: "42 min", value: 1.31 }, { name: "hour", detail: "18", value: 0.42 }, { name: "distance", detail: "540 km", value: -0.22 }, { name: HOSTILE, value: 0.05 }, { name: "prediction", value: 0.36, isTotal: true }]} /> },
  { title: "With a goal, far from zero", element: <Waterfall title="Accuracy, version 4 to 5" unit="%" goal="up" parts={[{ name: "version 4", value: 91.2, isTotal: true }, { name: "new weather features", value: 1.4 }, { name: "fewer rows", value: -0.5 }, { name: "version 5", value: 92.1, isTotal: true }]} /> },
];
