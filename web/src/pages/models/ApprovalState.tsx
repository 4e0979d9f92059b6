import type { Approval } from "../../api/operations";
import { type State, Status } from "../../components/Status";

const STATES: Record<Approval["state"], { state: State; word: string }> = {
  open: { state: "busy", word: "waiting" },
  approved: { state: "ok", word: "approved" },
  executed: { state: "ok", word: "approved, used" },
  rejected: { state: "bad", word: "rejected" },
  void: { state: "unknown", word: "void" },
  expired: { state: "unknown", word: "expired" },
  withdrawn: { state: "unknown", word: "withdrawn" },
};

/** Where a request for approval stands. */
export function ApprovalState({ state, isTinted }: { state: Approval["state"]; isTinted?: boolean }) {
  return <Status {...STATES[state]} isTinted={isTinted} />;
}
