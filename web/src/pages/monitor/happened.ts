import type { AuditEntry } from "../../api/operations";

/** "dana" of `user:dana`; a program by its name. */
export function personOf(principal: string): string {
  return principal.replace(/^(user|service|system):/, "");
}

/** What an entry of the record about a monitor, an incident or a loop says, as a sentence. */
export function happened({ kind, detail }: Pick<AuditEntry, "kind" | "detail">): string {
  const said = (key: string): string => (typeof detail?.[key] === "string" ? (detail[key] as string) : "");
  const tail = said("reason") ? `: ${said("reason")}` : "";
  if (detail === null) return `${kind} (its detail was erased)`;
  switch (kind) {
    case "incident.opened":
      return `Opened: ${said("says")}`;
    case "incident.acknowledged":
      return "Somebody looks after it";
    case "incident.closed":
      return `Closed${tail}`;
    case "monitor.applied":
      return `Version ${String(detail["version"])} of the specification took effect`;
    case "monitor.reference":
      return `Compares with ${said("model").replace(/^model:/, "")} from now on`;
    case "loop.applied":
      return `Version ${String(detail["version"])} of the policy took effect`;
    case "loop.paused":
      return `${detail["is_paused"] === true ? "Paused" : "Goes on"}${tail}`;
    case "loop.breaker":
      return `${detail["is_open"] === true ? "The breaker opened" : "The breaker was closed"}${tail}`;
    case "cycle.opened":
      return `Started${detail["by_hand"] === true ? " by hand" : ""}: ${said("cause")}`;
    case "cycle.moved":
      return `Entered the stage ${said("stage").replace("_", " ")}${tail}`;
    case "cycle.rejected":
      return `The gates refused the challenger${tail}`;
    case "cycle.closed":
      return `Ended as ${said("outcome").replace("_", " ")}${tail}`;
    default:
      return `${kind.replaceAll(/[.-]/g, " ")}${tail}`;
  }
}
