import { expect, test } from "vitest";
import { conditionsOf } from "./conditions";

test.each([
  ["state = 'failed'", ["state = 'failed'"]],
  ["state = 'failed' and metrics.auc > 0.5", ["state = 'failed'", "metrics.auc > 0.5"]],
  ["metrics.auc between 0.1 and 0.2 AND name like 'a and b'", ["metrics.auc between 0.1 and 0.2", "name like 'a and b'"]],
  ["(a = 1 and b = 2) and c = 3", ["(a = 1 and b = 2)", "c = 3"]],
  ["a = 1 and b = 2 or c = 3", ["a = 1 and b = 2 or c = 3"]],
  ["metrics.`x and y` > 1 and owner = 'o''neil'", ["metrics.`x and y` > 1", "owner = 'o''neil'"]],
  ["", []],
])("%s", (filter, parts) => expect(conditionsOf(filter)).toEqual(parts));
