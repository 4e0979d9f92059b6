import { HOSTILE } from "../chart/samples";
import { BarList } from "./BarList";

const items = [
  { name: "inbound_delay", value: 0.31, low: 0.28, high: 0.34 }, { name: "hour", value: 0.18, low: 0.16, high: 0.2 },
  { name: "origin", value: 0.12, to: "features:flights" }, { name: HOSTILE, value: 0.04, note: "new" }, { name: "weekday", value: -0.02 }, { name: "carrier", value: null, note: "not computed" },
];

export const examples = [
  { title: "Framed, with intervals", element: <BarList title="What the model relies on" note="Permutation importance, 95 % interval." items={items} n={5000} /> },
  { title: "Bare", element: <BarList label="Rows per carrier" items={[{ name: "UA", value: 5120 }, { name: "DL", value: 4410 }, { name: "WN", value: 80 }]} /> },
];
