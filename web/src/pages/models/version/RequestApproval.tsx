import { useState } from "react";
import type { ModelVersion } from "../../../api/operations";
import { useChange } from "../../../api/queries";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNote } from "../../../components/ErrorNote";
import { Field, Textarea } from "../../../components/Field";
import { useOpen } from "../useOpen";
import { pageOf, versionOf } from "../words";

interface RequestApprovalProps {
  version: ModelVersion;
  live: string | null;
  onClose: () => void;
}

/** Asks for approval of exactly this content and this evidence. */
export function RequestApproval({ version, live, onClose }: RequestApprovalProps) {
  const request = useChange("models.request_approval", ["approvals"]);
  const [note, setNote] = useState("");
  const goTo = useOpen();
  const send = () =>
    request.mutate(
      { name: version.model, version: version.version, to: "champion", note },
      { onSuccess: (made) => goTo(pageOf(`approvals/${made.id}`)) },
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={send}
      title={`Request approval of version ${version.version} as champion`}
      description={`The request is bound to the digest of version ${version.version} and to the evidence it has now; more evidence voids it. ${live ? `Who decides is shown the difference to version ${versionOf(live)} first.` : ""} Its authors may not vote.`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button kind="primary" type="submit" isBusy={request.isPending}>Request approval</Button>
        </>
      }
    >
      <Field label="Note for who decides" hint="why now, what to look at">
        <Textarea rows={3} value={note} onChange={setNote} />
      </Field>
      {request.error ? <ErrorNote error={request.error} isShort /> : null}
    </Dialog>
  );
}
