import type { Grant } from "../../api/operations";
import { useChange } from "../../api/queries";
import { personOf } from "../govern/words";
import { ReasonDialog } from "./ReasonDialog";

/** Take a role away again, with the reason. */
export function RevokeDialog({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const change = useChange("access.revoke", ["audit"]);
  const where = grant.project === "*" ? "in all projects" : `in ${grant.project}`;
  return (
    <ReasonDialog
      title={`Take ${grant.role} from ${personOf(grant.principal)}`}
      description={`They have it ${where} from ${personOf(grant.granted_by)}; it counts no more from their next request on.`}
      verb={`Take ${grant.role} away`}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={(reason) => change.mutate({ principal: grant.principal, role: grant.role, project: grant.project, reason }, { onSuccess: onClose })}
    />
  );
}
