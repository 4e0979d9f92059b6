import { curve } from "../chart/samples";
import { LineChart, type StepSeries } from "./LineChart";

const step = Array.from({ length: 1000 }, (_, i) => i * 10);
const three: StepSeries[] = ["swift-tern-12", "quiet-heron-3", "bold-crane-7"].map((name, i) => ({ name, step, y: curve(i + 1, 1000, 0.3 + i * 0.1) }));
const many: StepSeries[] = Array.from({ length: 200 }, (_, i) => ({ name: `run ${i + 1}`, step, y: curve(i + 10, 1000, 0.2 + (i % 40) * 0.02) }));

export const examples = [
  { title: "Smoothed over raw", element: <LineChart title="Validation loss" series={three} smoothing={0.9} cursorGroup="example-compare" /> },
  { title: "Logarithmic, same cursor", element: <LineChart title="Validation loss, logarithmic" series={three} isLog cursorGroup="example-compare" /> },
  { title: "200 runs", element: <LineChart title="Loss of 200 runs" series={many} n={200} height={280} /> },
];
