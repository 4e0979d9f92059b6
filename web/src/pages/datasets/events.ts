/** What the record says of datasets, features and pipelines, as sentences. */
import type { AuditEntry } from "../../api/operations";
import { counted, formatCount } from "../../format/number";
import { parseRef } from "../../format/ref";

type Detail = Record<string, unknown>;

const SENTENCES: Record<string, (detail: Detail, ref: string) => string> = {
  "dataset.created": (detail) => `Declared: holds ${text(detail, "content")}${list(detail, "key") ? `, key ${list(detail, "key")}` : ""}`,
  "dataset.committed": committed,
  "dataset.validated": validated,
  "dataset.quarantined": (detail) => `${counted(number(detail, "rows"), "row")} set aside in ${text(detail, "into")}`,
  "dataset.tagged": (detail) => `Version ${number(detail, "version")} was named ${text(detail, "name")}, a ${text(detail, "kind_of_name")}`,
  "dataset.expectations-set": (detail) => `Expectations became version ${number(detail, "suite_version")}: ${list(detail, "checks") || "none"}`,
  "features.applied": (_, ref) => `Version ${parseRef(ref)?.selector ?? ""} of the definition took effect`,
  "features.training_set": (detail) => `A training set of ${counted(number(detail, "rows"), "row")} was made with ${text(detail, "service")}`,
  "pipeline.started": (detail) => (text(detail, "parent") ? "Resumed an earlier run" : `Started ${text(detail, "entry")}`),
  "pipeline.ended": (detail) => `The run ${text(detail, "state")}`,
  "pipeline.step-failed": (detail) => `A step failed for good after ${counted(number(detail, "attempts"), "attempt")}`,
};

export function sentenceOf({ kind, ref, detail }: AuditEntry): string {
  const say = SENTENCES[kind];
  if (detail === null) return `${kind.replaceAll(/[.-]/g, " ")} (its detail was erased)`;
  return say ? say(detail as Detail, ref) : kind.replaceAll(/[.-]/g, " ");
}

function committed(detail: Detail): string {
  const changes = (["added", "deleted", "changed"] as const).filter((key) => number(detail, key)).map((key) => `${formatCount(number(detail, key))} ${key}`);
  const aside = number(detail, "quarantined") ? `, ${formatCount(number(detail, "quarantined"))} set aside` : "";
  const message = text(detail, "message");
  return `Version ${number(detail, "version")} was committed: ${changes.join(", ") || "no rows"}${aside}${message ? ` (${message})` : ""}`;
}

function validated(detail: Detail): string {
  const rows = counted(number(detail, "landed"), "row");
  const failed = list(detail, "failed");
  if (text(detail, "verdict") === "blocked") return `${rows} refused: ${failed}`;
  return failed ? `${rows} judged, ${text(detail, "verdict")}: ${failed}` : `${rows} judged, all as expected`;
}

const text = (detail: Detail, key: string): string => (typeof detail[key] === "string" ? detail[key] : "");
const number = (detail: Detail, key: string): number => (typeof detail[key] === "number" ? detail[key] : 0);
const list = (detail: Detail, key: string): string => (Array.isArray(detail[key]) ? detail[key].join(", ") : "");
