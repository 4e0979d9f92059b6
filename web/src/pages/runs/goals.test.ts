import { expect, test } from "vitest";
import { goalOf } from "./goals";

test.each(["loss", "val/loss", "brier", "baseline.brier", "rmse", "val_mae", "logloss", "cross_entropy", "train.seconds"])("less %s is better", (key) =>
  expect(goalOf(key)).toBe("down"));
test.each(["auc", "roc_auc", "accuracy", "val/accuracy", "f1", "recall", "r2", "average_precision"])("more %s is better", (key) =>
  expect(goalOf(key)).toBe("up"));
test.each(["rows", "threshold", "epoch", "mapping", "r2d2x"])("nobody knows of %s", (key) => expect(goalOf(key)).toBeUndefined());
