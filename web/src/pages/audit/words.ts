/** What an entry of the record says, in a line; its particulars stay one click away. */
import type { AuditEntry } from "../../api/operations";

const SAYS: Record<string, string> = {
  "alias.moved": "Alias moved",
  "approval.closed": "Request closed",
  "approval.executed": "Approval used",
  "approval.policy-set": "Approval policy set",
  "approval.requested": "Approval asked for",
  "approval.voted": "Vote given",
  "charter.set": "Charter set",
  "cycle.closed": "Retraining ended",
  "cycle.moved": "Retraining went on",
  "cycle.opened": "Retraining began",
  "cycle.rejected": "Challenger rejected",
  "dataset.committed": "Rows committed",
  "dataset.created": "Dataset created",
  "dataset.expectations-set": "Expectations set",
  "dataset.validated": "Rows checked",
  "deployment.created": "Deployment created",
  "deployment.policy-changed": "Traffic policy changed",
  "deployment.rolled-back": "Rolled back",
  "evaluation.recorded": "Evaluation recorded",
  "evidence.attached": "Evidence attached",
  "features.applied": "Features applied",
  "features.training_set": "Training set joined",
  "gate.refused": "Gate refused",
  "incident.closed": "Incident closed",
  "incident.opened": "Incident opened",
  "loop.applied": "Loop policy applied",
  "loop.breaker": "Breaker moved",
  "maturity.moved": "Maturity moved",
  "model.created": "Model created",
  "model.registered": "Version registered",
  "monitor.applied": "Monitor applied",
  "monitor.reference": "Reference moved",
  "principal.created": "Principal created",
  "principal.disabled": "Principal disabled",
  "role.granted": "Role granted",
  "role.revoked": "Role revoked",
  "run.artifacts": "Files of a run recorded",
  "run.captured": "Code and environment recorded",
  "run.ended": "Run ended",
  "run.started": "Run started",
  "run.used": "Inputs of a run recorded",
  "session.opened": "Signed in",
  "token.created": "Token created",
  "token.revoked": "Token revoked",
};

/** "Alias moved"; of a kind without words the kind itself, readable. */
export function whatOf(kind: string): string {
  const plain = kind.replaceAll(/[.-]/g, " ");
  return SAYS[kind] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

const DULL = new Set(["digest", "subject_digest", "evidence_digest", "commit", "branch", "token", "kind_of"]);
const FIRST = ["says", "reason", "comment", "note", "because", "message", "cause"];

/** The most telling of an entry's particulars, as many as fit on a line. */
export function briefOf({ detail }: AuditEntry): string {
  if (detail === null) return "its detail was erased";
  const said = FIRST.flatMap((name) => (typeof detail[name] === "string" && detail[name] !== "" ? [String(detail[name])] : []));
  const rest = Object.entries(detail).flatMap(([name, value]) => {
    if (FIRST.includes(name) || DULL.has(name) || value === null || value === "" || typeof value === "object" && !Array.isArray(value)) return [];
    const text = Array.isArray(value) ? value.map(briefly).join(", ") : briefly(value);
    return text === "" ? [] : [`${name.replaceAll("_", " ")} ${text}`];
  });
  return [...rest, ...said].join(" · ");
}

function briefly(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" && value !== null ? Object.keys(value).join(", ") : String(value);
}

/** Kinds that the filter offers, by their noun; `noun.*` means all of it. */
export const KINDS: readonly string[] = [...new Set(Object.keys(SAYS).map((kind) => `${kind.split(".")[0]}.*`)), ...Object.keys(SAYS)].sort();
