import { random } from "../chart/samples";
import { Scatter } from "./Scatter";

const next = random(21);
const points = Array.from({ length: 90 }, (_, i) => {
  const cost = 1 + next() * 90;
  return { id: `run-${i}`, name: `run ${i + 1}`, x: i === 7 ? null : cost, y: 0.7 + 0.06 * Math.log10(cost) + next() * 0.05, colour: `var(--hue-${i % 12})` };
});

export const examples = [{ title: "With Pareto front", element: <Scatter title="Beyond 40 s more training buys little" points={points} xLabel="training seconds" yLabel="auc" goals={{ x: "down", y: "up" }} isLogX selected={["run-3"]} onPick={() => undefined} /> }];
