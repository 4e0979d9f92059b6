import { useChange } from "../../api/queries";
import { personOf } from "../govern/words";
import { ReasonDialog } from "./ReasonDialog";

/** Refuse somebody from now on, whatever they show; there is no way back but another principal. */
export function DisableDialog({ principal, onClose }: { principal: string; onClose: () => void }) {
  const change = useChange("access.disable_principal", ["audit"]);
  return (
    <ReasonDialog
      title={`Disable ${personOf(principal)}`}
      description="Every token and every session of theirs is refused from the next request on, for good. What they did stays on record."
      verb={`Disable ${principal}`}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={(reason) => change.mutate({ principal, reason }, { onSuccess: onClose })}
    />
  );
}
