import { expect, test } from "vitest";
import type { DatasetVersion, ValidationReport } from "../../api/operations";
import { isRemarkable, landingsOf } from "./landings";

function version(n: number, more: Partial<DatasetVersion> = {}): DatasetVersion {
  return { n, parent: n > 1 ? n - 1 : null, digest: `d${n}`, at: `2013-01-0${n}T00:00:00Z`, suite_version: 1, suite_status: "passed", quarantined: 0, ...more } as DatasetVersion;
}

function report(against: number, digest: string, more: Partial<ValidationReport> = {}): ValidationReport {
  return { against, digest, suite_version: 1, scope: against ? "landed" : "whole", verdict: "passed", landed: 10, quarantined: 0, at: `2013-01-0${against + 1}T00:00:00Z`, results: [], ...more } as unknown as ValidationReport;
}

test("a version has the report of its content, the newest first", () => {
  const found = landingsOf([version(2), version(1)], [report(0, "d1"), report(1, "d2")]);
  expect(found.map((one) => [one.version?.n, one.report?.digest])).toEqual([[2, "d2"], [1, "d1"]]);
});

test("a refused landing stands among the versions at its time", () => {
  const refused = report(2, "dx", { verdict: "blocked", at: "2013-01-02T12:00:00Z" });
  const found = landingsOf([version(3), version(2), version(1)], [refused, report(2, "d3"), report(1, "d2"), report(0, "d1")]);
  expect(found.map((one) => one.version?.n ?? "refused")).toEqual([3, "refused", 2, 1]);
  expect(found.filter(isRemarkable).map((one) => one.report?.digest)).toEqual(["dx"]);
});

test("a version of which rows were set aside has the report that counts them", () => {
  const found = landingsOf([version(2, { quarantined: 3, suite_status: "warned" })], [report(1, "landed", { verdict: "quarantined", quarantined: 3 })]);
  expect(found[0]?.report?.digest).toBe("landed");
});

test("a version judged again as a whole is no landing", () => {
  const again = report(1, "d2", { scope: "whole", verdict: "blocked" });
  expect(landingsOf([version(2)], [again, report(1, "d2")])).toHaveLength(1);
});

test("a version that replaced all rows has the report of the whole", () => {
  const found = landingsOf([version(2, { suite_status: "warned" })], [report(1, "d2", { scope: "whole", verdict: "warned" })]);
  expect(found[0]?.report?.verdict).toBe("warned");
});

test("a replacement that was refused is a landing", () => {
  const found = landingsOf([version(1)], [report(1, "dx", { scope: "whole", verdict: "blocked" }), report(0, "d1")]);
  expect(found).toHaveLength(2);
});
