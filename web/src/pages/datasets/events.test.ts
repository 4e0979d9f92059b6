import { expect, test } from "vitest";
import type { AuditEntry } from "../../api/operations";
import { sentenceOf } from "./events";

const entry = (kind: string, detail: Record<string, unknown> | null) => ({ kind, ref: "dataset:weather@12", detail }) as unknown as AuditEntry;

test("the record of a dataset is read as sentences", () => {
  const said = [
    entry("dataset.committed", { version: 12, added: 504, deleted: 0, changed: 2, quarantined: 0, message: "until 2013-03-29" }),
    entry("dataset.validated", { verdict: "blocked", landed: 504, failed: ["distribution(temp)"] }),
    entry("dataset.validated", { verdict: "passed", landed: 504, failed: [] }),
    entry("dataset.committed", null),
    entry("dataset.unheard-of", {}),
  ].map(sentenceOf);
  expect(said).toEqual([
    "Version 12 was committed: 504 added, 2 changed (until 2013-03-29)",
    "504 rows refused: distribution(temp)",
    "504 rows judged, all as expected",
    "dataset committed (its detail was erased)",
    "dataset unheard of",
  ]);
});
