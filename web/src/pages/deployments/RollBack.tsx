import { useState } from "react";
import type { DeploymentInfo, Policy } from "../../api/operations";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Input } from "../../components/Field";
import { Time } from "../../components/Time";
import { armsText, rateText } from "./shares";

interface RollBackProps {
  deployment: DeploymentInfo;
  target: Policy;
  rate: number | null;
  onClose: () => void;
}

/** The previous policy in force again, with one press; nothing has to be typed for it. */
export function RollBack({ deployment: { name, policy }, target, rate, onClose }: RollBackProps) {
  const back = useChange("deployments.rollback", ["models", "monitors"]);
  const [reason, setReason] = useState("");
  const send = () => back.mutate({ name, expected_gen: policy.gen, reason }, { onSuccess: onClose });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={send}
      title={`Roll ${name} back to policy ${target.gen}`}
      description={
        <>
          <p>
            <strong>{armsText(target)}</strong> instead of {armsText(policy)}{rate ? `, for ${rateText(rate)}` : ""}. Shadows: {target.shadow.map(({ name: arm }) => arm).join(", ") || "none"}.
          </p>
          <p>
            Policy {target.gen} is of <Time at={target.created_at} />{target.reason ? ` (${target.reason})` : ""}. Its versions were approved then. It takes milliseconds where they are still loaded, and
            fails no request.
          </p>
        </>
      }
      footer={
        <>
          <Button onClick={onClose}>Keep policy {policy.gen}</Button>
          <Button kind="danger" type="submit" isBusy={back.isPending}>Roll back to policy {target.gen}</Button>
        </>
      }
    >
      <Field label="Reason" hint="can stay empty when it is urgent; Enter rolls back">
        <Input value={reason} onChange={setReason} />
      </Field>
      {back.error ? <ErrorNote error={back.error} isShort /> : null}
    </Dialog>
  );
}
