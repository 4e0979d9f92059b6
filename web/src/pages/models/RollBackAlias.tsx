import { useState } from "react";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Textarea } from "../../components/Field";

/** The name goes back to the version it meant before; it was approved then, so nobody has to vote again. */
export function RollBackAlias({ name, from, to, onClose }: { name: string; from: number | null; to: number; onClose: () => void }) {
  const back = useChange("models.rollback", ["approvals", "deployments"]);
  const [reason, setReason] = useState("");
  const send = () => {
    if (reason.trim()) back.mutate({ name, alias: "champion", reason, expected: from ?? 0 }, { onSuccess: onClose });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={send}
      title={`Roll champion back to version ${to}`}
      description={`Champion of ${name} will name version ${to} again instead of version ${from}. Traffic of deployments does not move by this; it is moved on their pages.`}
      footer={
        <>
          <Button onClick={onClose}>Keep version {from}</Button>
          <Button kind="danger" type="submit" isBusy={back.isPending} disabledBecause={reason.trim() ? null : "Write the reason first"}>
            Roll back to version {to}
          </Button>
        </>
      }
    >
      <Field label="Reason" isRequired>
        <Textarea rows={2} value={reason} onChange={setReason} />
      </Field>
      {back.error ? <ErrorNote error={back.error} isShort /> : null}
    </Dialog>
  );
}
