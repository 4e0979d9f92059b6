import { Calibration } from "./Calibration";

const points = Array.from({ length: 10 }, (_, i) => {
  const predicted = 0.05 + i * 0.1;
  const observed = predicted ** 1.25;
  const n = Math.round(4000 * Math.exp(-i / 2.5)) + 30;
  const half = 1.96 * Math.sqrt((observed * (1 - observed)) / n);
  return { predicted, observed, n, low: Math.max(0, observed - half), high: Math.min(1, observed + half) };
});

export const examples = [{ title: "Over-confident", element: <Calibration title="High scores promise too much: at 75 % only 70 % are late" points={points} note="Ten equal bins, 95 % intervals." /> }];
