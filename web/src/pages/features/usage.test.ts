import { expect, test } from "vitest";
import { countsOf, usesOf } from "./usage";

const edge = (src: string, dst: string, kind = "x") => ({ src, dst, kind });

test("a training set has its runs and their models; the newest comes first", () => {
  const uses = usesOf({
    nodes: [],
    is_complete: true,
    edges: [
      edge("feature-service:late@1", "dataset:train@9"),
      edge("feature-service:late@1", "dataset:train@10"),
      edge("dataset:train@10", "run:a"),
      edge("dataset:train@10", "evaluation:e"),
      edge("run:a", "model:late@4"),
      edge("features:carrier@1", "feature-service:late@1"),
    ],
  });
  expect(uses).toEqual([
    { trainingSet: "dataset:train@10", service: "feature-service:late@1", runs: ["run:a"], models: ["model:late@4"] },
    { trainingSet: "dataset:train@9", service: "feature-service:late@1", runs: [], models: [] },
  ]);
  expect(countsOf(uses)).toEqual({ trainingSets: 2, models: 1 });
});
