/** What suites expect and what they found, in words. */
import type { CheckResult, DatasetState, Suite, ValidationReport } from "../../api/operations";
import type { StatusProps } from "../../components/Status";
import { formatNumber, formatShare } from "../../format/number";
import { spanText } from "../features/span";

export type Check = Suite["checks"][number];
export type Verdict = ValidationReport["verdict"];

const VERDICTS: Record<Verdict, StatusProps> = {
  passed: { state: "ok", word: "passed" },
  warned: { state: "warn", word: "warned" },
  quarantined: { state: "warn", word: "rows set aside" },
  blocked: { state: "bad", word: "refused" },
};

export function verdictStatus(verdict: Verdict, suite = 1): StatusProps {
  return suite === 0 && verdict === "passed" ? { state: "unknown", word: "not checked", title: "No expectations are set" } : VERDICTS[verdict];
}

/** Of a version: `none`, `passed` or `warned`. */
export function suiteStatus(status: string): StatusProps {
  if (status === "none") return { state: "unknown", word: "not checked", title: "No expectations were set when it was committed" };
  return status === "warned" ? VERDICTS.warned : VERDICTS.passed;
}

/** How a dataset stands: by its last landing, since one that is refused keeps the data from growing. */
export function stateStatus({ head, landings, dataset }: DatasetState): StatusProps {
  const last = landings.at(-1);
  if (last?.verdict === "blocked") return { state: "bad", word: "last refused", title: last.failed.join(", ") };
  if (!head) return { state: "unknown", word: "no version yet" };
  if (last) return verdictStatus(last.verdict, dataset.suite_version && head.suite_version);
  return suiteStatus(head.suite_status);
}

export function resultStatus({ status, severity }: CheckResult): StatusProps {
  if (status === "passed") return { state: "ok", word: "passed" };
  if (status === "skipped") return { state: "unknown", word: "skipped" };
  if (status === "not-evaluated") return { state: "unknown", word: "not evaluated" };
  return severity === "info" || severity === "warn" ? { state: "warn", word: "failed" } : { state: "bad", word: "failed" };
}

/** The name a check goes by in reports: its id, or `range(temp)`. */
export function nameOf(check: Check): string {
  if (check.id) return check.id;
  const columns = check.check === "unique" ? check.columns : "column" in check ? [check.column] : [];
  return `${check.check}(${columns.join(", ")})`;
}

/** What a check expects, as a sentence. */
export function expects(check: Check): string {
  const allowed = "tolerance" in check && check.tolerance > 0 ? `, but for ${formatShare(check.tolerance)} of the rows` : "";
  switch (check.check) {
    case "schema":
      return `has ${Object.entries(check.columns).map(([name, type]) => `${name} as ${type}`).join(", ")}${check.allow_more ? "" : " and nothing else"}`;
    case "nulls":
      return check.max_share > 0 ? `at most ${formatShare(check.max_share)} of ${check.column} is missing` : `${check.column} is never missing${allowed}`;
    case "range":
      return `${check.column} is ${between(check.low, check.high)}${allowed}`;
    case "in_set":
      return `${check.column} is one of ${listed(check.values)}${allowed}`;
    case "matches":
      return `${check.column} matches ${check.pattern}${allowed}`;
    case "unique":
      return `no two rows agree in ${check.columns.join(", ")}${allowed}`;
    case "freshness":
      return `the newest ${check.column} is at most ${spanText(check.max_age_s)} old`;
    case "volume":
      return volume(check);
    case "distribution":
      return `the median of ${check.column}${check.unit ? ` (${check.unit})` : ""} moves by at most ${formatNumber(check.max_shift)} interquartile ranges against ${
        check.last ? `the last ${check.last} landings` : "the version before"
      }${check.detect_unit_change ? ", and the unit stays" : ""}`;
  }
}

/** What follows when it fails. */
export function consequence(check: Check): string {
  if (check.severity === "info" || check.severity === "warn") return "is recorded";
  const isAtRows = ["range", "in_set", "matches", "unique"].includes(check.check) || (check.check === "nulls" && check.max_share === 0);
  return check.severity === "error" && isAtRows ? "sets the rows aside" : "refuses the landing";
}

function between(low: number | null, high: number | null): string {
  if (low === null) return `at most ${formatNumber(high)}`;
  return high === null ? `at least ${formatNumber(low)}` : `between ${formatNumber(low)} and ${formatNumber(high)}`;
}

function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, 6).map(String).join(", ");
  return values.length > 6 ? `${shown} and ${values.length - 6} more` : shown;
}

function volume(check: Extract<Check, { check: "volume" }>): string {
  const parts: string[] = [];
  if (check.min_rows !== null) parts.push(`at least ${formatNumber(check.min_rows)} rows land`);
  if (check.max_rows !== null) parts.push(`at most ${formatNumber(check.max_rows)} rows land`);
  if (check.min_ratio !== null) parts.push(`at least ${formatNumber(check.min_ratio)} times as many as before`);
  if (check.max_ratio !== null) parts.push(`at most ${formatNumber(check.max_ratio)} times as many as before`);
  return parts.join(", ");
}

/** "timestamp, UTC" of `timestamp[us, tz=UTC]`. */
export function typeWord(type: string): string {
  const zone = /^timestamp\[\w+, tz=(.+)\]$/.exec(type);
  if (zone) return `timestamp, ${zone[1]}`;
  if (type.startsWith("timestamp[")) return "timestamp, no zone";
  return type === "double" ? "float64" : type;
}

export function isNumber(type: string): boolean {
  return /^(u?int\d+|double|float|halffloat|decimal)/.test(type);
}

/** A value as a person reads it: text as it is, times without the T. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? text.replace("T", " ").replace(/(\.0+)?Z$/, "") : text;
}
