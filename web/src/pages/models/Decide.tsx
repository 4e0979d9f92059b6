import { useState } from "react";
import type { Approval } from "../../api/operations";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Textarea } from "../../components/Field";

interface DecideProps {
  approval: Approval;
  what: "approve" | "reject" | "withdraw";
  name: string;
  onClose: () => void;
}

const SAID = {
  approve: { title: "Approve", says: "Your vote is for exactly this content and this evidence. It may then be promoted, and take traffic.", label: "Comment" },
  reject: { title: "Reject", says: "One rejection closes the request; another has to be asked for, on new evidence.", label: "Why not" },
  withdraw: { title: "Withdraw", says: "The request is closed without a decision.", label: "Reason" },
};

/** A vote with its comment; a rejection says why. */
export function Decide({ approval, what, name, onClose }: DecideProps) {
  const vote = useChange("approvals.vote", ["models"]);
  const withdraw = useChange("approvals.withdraw", ["models"]);
  const [text, setText] = useState("");
  const { title, says, label } = SAID[what];
  const isReasonNeeded = what === "reject";
  const change = what === "withdraw" ? withdraw : vote;
  const missing = isReasonNeeded && !text.trim() ? "Write why not first" : null;
  const send = () => {
    if (missing) return;
    const done = { onSuccess: onClose };
    if (what === "withdraw") withdraw.mutate({ approval_id: approval.id, reason: text }, done);
    else vote.mutate({ approval_id: approval.id, approve: what === "approve", comment: text }, done);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={send}
      title={`${title} ${name}`}
      description={says}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button kind={what === "approve" ? "primary" : "danger"} type="submit" isBusy={change.isPending} disabledBecause={missing}>
            {what === "withdraw" ? "Withdraw the request" : `${title} ${name}`}
          </Button>
        </>
      }
    >
      <Field label={label} isRequired={isReasonNeeded}>
        <Textarea rows={3} value={text} onChange={setText} />
      </Field>
      {change.error ? <ErrorNote error={change.error} isShort /> : null}
    </Dialog>
  );
}
