/** What came to a dataset over time: versions, and landings that became none. */
import type { DatasetVersion, ValidationReport } from "../../api/operations";

export interface Landing {
  /** One and the same in the address: the time in ISO 8601. */
  id: string;
  at: string;
  version: DatasetVersion | null;
  report: ValidationReport | null;
}

/**
 * Each version with the report of its landing, and each refused landing by itself; newest first. A report names the
 * content that landed: where rows were set aside, that is not the content of the version, so it is then known by the
 * version it was compared with and by its counts. A version can be judged again as a whole, which is no landing.
 */
export function landingsOf(versions: readonly DatasetVersion[], reports: readonly ValidationReport[]): Landing[] {
  const left = new Set(reports);
  const published = new Set(versions.map(({ digest }) => digest));
  const take = (version: DatasetVersion): ValidationReport | null => {
    const near = [...left]
      .filter((report) => report.verdict !== "blocked" && report.against === (version.parent ?? 0) && report.suite_version === version.suite_version)
      .toSorted((a, b) => Number(a.scope === "whole") - Number(b.scope === "whole"));
    const found = near.find(({ digest }) => digest === version.digest) ?? near.find(({ quarantined }) => quarantined > 0 && quarantined === version.quarantined);
    if (found) left.delete(found);
    return found ?? null;
  };
  const made = versions.map((version): Landing => ({ id: version.at, at: version.at, version, report: take(version) }));
  // What is left and not refused was judged, but never offered for publishing, or is older than the versions here.
  const refused = [...left].filter(({ verdict, digest }) => verdict === "blocked" && !published.has(digest));
  const all = [...made, ...refused.map((report): Landing => ({ id: report.at, at: report.at, version: null, report }))];
  return all.toSorted((a, b) => b.at.localeCompare(a.at) || (b.version?.n ?? 0) - (a.version?.n ?? 0));
}

/** Whether anything was wrong: refused, set aside, or a check that failed. */
export function isRemarkable({ report, version }: Landing): boolean {
  if (report) return report.verdict !== "passed";
  return version?.suite_status === "warned" || (version?.quarantined ?? 0) > 0;
}
