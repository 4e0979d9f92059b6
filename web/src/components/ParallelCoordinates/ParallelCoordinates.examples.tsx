import { random } from "../chart/samples";
import { ParallelCoordinates } from "./ParallelCoordinates";

const next = random(11);
const rows = Array.from({ length: 120 }, (_, i) => {
  const depth = 3 + Math.floor(next() * 8);
  const rate = 10 ** (-3 + next() * 2.5);
  return {
    id: `run-${i}`, name: `run ${i + 1}`, colour: `var(--hue-${i % 12})`,
    values: { depth, rate, booster: next() > 0.5 ? "gbtree" : "dart", rows: Math.round(1e5 * next()), auc: i % 31 === 4 ? null : 0.7 + depth * 0.02 - Math.abs(Math.log10(rate) + 1.4) * 0.03 + next() * 0.02 },
  };
});
const axes = [{ id: "depth", label: "max_depth" }, { id: "rate", label: "learning_rate", isLog: true }, { id: "booster", label: "booster" }, { id: "rows", label: "rows" }, { id: "auc", label: "auc", goal: "up" as const }];

export const examples = [
  { title: "120 runs", element: <ParallelCoordinates title="Deep trees with a rate near 0.04 do best" axes={axes} rows={rows} /> },
  { title: "Kept on one axis", element: <ParallelCoordinates title="Runs with an AUC above 0.85" axes={axes} rows={rows} brush={{ auc: [0.85, 0.95] }} height={220} /> },
];
