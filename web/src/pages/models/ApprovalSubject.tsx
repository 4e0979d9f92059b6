import type { Approval } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Panel } from "../../components/Panel";
import layout from "./layout.module.css";
import { DiffToVersion } from "./version/DiffTab";
import { modelOf, versionOf } from "./words";

/** The difference to the version it would replace, or did replace; a first version is shown alone. */
export function ApprovalSubject({ approval }: { approval: Approval }) {
  const name = modelOf(approval.ref);
  const number = versionOf(approval.ref);
  const isModel = approval.ref.startsWith("model:") && number !== null;
  const version = useCall("models.get_version", { name, selector: String(number) }, { enabled: isModel });
  const moves = useCall("models.alias_history", { name, alias: approval.target === "*" ? "champion" : approval.target }, { enabled: isModel });
  const evaluations = useCall("evaluations.list_evaluations", { limit: 200 }, { enabled: isModel });
  if (!isModel) return <Panel title="What changes"><p className={layout.says}>This is no model version, so there is nothing to compare it with here.</p></Panel>;
  if (!version.data || !moves.data) return <Panel title="What changes" query={{ ...moves, data: version.data && moves.data, error: version.error ?? moves.error }} height={700}>{null}</Panel>;
  const other = versionBefore(approval, moves.data, number);
  if (other === null) {
    return <Panel title="What changes"><p className={layout.says}>It would be the first version under this name: nothing is replaced. Its own figures are on its page.</p></Panel>;
  }
  const isPast = approval.state === "executed";
  return <DiffToVersion version={version.data} other={`model:${name}@${other}`} otherRole={isPast ? "before" : "live"} evaluations={evaluations} />;
}

interface Move {
  version: number | null;
  from_at: string;
  to_at: string | null;
  approval: string | null;
}

/** What the name meant when the request was made; for a used one, what it meant until then. */
function versionBefore(approval: Approval, moves: readonly Move[], number: number): number | null {
  const used = moves.findIndex((move) => move.approval === approval.id);
  if (used >= 0) return moves[used + 1]?.version ?? null;
  const at = Date.parse(approval.closed_at ?? approval.requested_at);
  const then = approval.state === "open" || approval.state === "approved" ? moves.find(({ to_at }) => to_at === null) : moves.find((move) => Date.parse(move.from_at) <= at);
  return then?.version === number ? null : (then?.version ?? null);
}
