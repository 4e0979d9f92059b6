/** What an entry of the record says, as a sentence; the record itself stays one click away. */
import type { AuditEntry } from "../../api/operations";
import { versionOf } from "./words";

const VERBS: Record<string, string> = {
  "model.created": "The model's name was made known",
  "model.described": "What is said about it was changed",
  "deployment.created": "The name answers for the first time",
  "deployment.started": "Started again",
  "deployment.stopped": "Stopped",
  "approval.requested": "Approval was asked for",
  "approval.voted": "A vote was given",
  "approval.executed": "The approval was used",
  "approval.closed": "The request was closed",
};

export function sentenceOf({ kind, ref, detail }: AuditEntry): string {
  const said = (key: string): string => (typeof detail?.[key] === "string" ? (detail[key] as string) : "");
  const because = said("reason") || said("says") || said("note") || said("comment");
  const tail = because ? `: ${because}` : "";
  if (detail === null) return `${VERBS[kind] ?? kind} (its detail was erased)`;
  if (kind === "model.registered") return `Version ${versionOf(ref) ?? ""} was registered${said("run") ? " from its run" : ""}`;
  if (kind === "alias.moved") {
    const verb = detail["is_rollback"] === true ? "rolled back" : "moved";
    return `${ref.split("@")[1] ?? "The alias"} ${verb} from ${version(detail["before"])} to ${version(detail["after"])}${tail}`;
  }
  if (kind === "evidence.attached") return `Evidence was attached: ${said("evidence")}, ${verdict(detail["passed"])}`;
  if (kind === "gate.refused") return `The gate ${said("evidence")} refused${tail}`;
  if (kind === "stage.moved") return `Stage ${said("before") || "none"} became ${said("after") || "none"}${tail}`;
  if (kind === "deployment.policy-changed") return `Policy ${String(detail["gen"])}: ${arms(detail["arms"])}${tail}`;
  if (kind === "deployment.rolled-back") return `Rolled back to policy ${String(detail["restores"])}${tail}`;
  return `${VERBS[kind] ?? kind.replaceAll(/[.-]/g, " ")}${tail}`;
}

const version = (value: unknown): string => (typeof value === "number" ? `version ${value}` : "no version");
const verdict = (passed: unknown): string => (passed === true ? "passed" : passed === false ? "not passed" : "no verdict");

/** `v14 model:late-flight@14 900000` of each arm as "v14 90 %". */
function arms(value: unknown): string {
  if (!Array.isArray(value)) return "";
  return value
    .map((arm) => String(arm).split(" "))
    .map(([name = "", , ppm = "0"]) => `${name} ${Number(ppm) / 10_000} %`)
    .join(", ");
}
