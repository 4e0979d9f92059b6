import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Input } from "../../components/Field";
import layout from "../govern/layout.module.css";

interface Props {
  title: string;
  description: string;
  /** What the red button does: "Take editor away". */
  verb: string;
  isBusy: boolean;
  error: unknown;
  onClose: () => void;
  onSubmit: (reason: string) => void;
}

/** Something that takes rights away: done only with a reason. */
export function ReasonDialog({ title, description, verb, isBusy, error, onClose, onSubmit }: Props) {
  const [reason, setReason] = useState("");
  const missing = reason.trim() ? null : "Write why first; it is kept in the record";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={description}
      onSubmit={() => (missing ? undefined : onSubmit(reason.trim()))}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" kind="danger" isBusy={isBusy} disabledBecause={missing}>{verb}</Button>
        </>
      }
    >
      <div className={layout.form}>
        <Field label="Why" hint="Kept in the record with your name" isRequired><Input value={reason} onChange={setReason} maxLength={200} /></Field>
        {error ? <ErrorNote error={error} /> : null}
      </div>
    </Dialog>
  );
}
