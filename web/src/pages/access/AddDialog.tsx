import { useState } from "react";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Input, Select } from "../../components/Field";
import layout from "../govern/layout.module.css";

/** A person or a program that may be given roles, even before its first login. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState("user");
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const change = useChange("access.create_principal", ["audit"]);
  const missing = /^[a-z0-9][a-z0-9._@-]*$/.test(id) ? null : "An id of small letters, digits, . _ @ -";
  const submit = () => {
    if (!missing) change.mutate({ principal: `${kind}:${id}`, name: name.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Make somebody known"
      description="They can then be given roles, even before they first sign in."
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" kind="primary" isBusy={change.isPending} disabledBecause={missing}>Make known</Button>
        </>
      }
    >
      <div className={layout.form}>
        <Field label="Kind"><Select value={kind} onChange={setKind} options={[{ value: "user", label: "a person" }, { value: "service", label: "a program" }]} /></Field>
        <Field label="Id" hint={`will be ${kind}:${id || "…"}`} isRequired error={id && missing ? missing : null}><Input value={id} onChange={setId} isMono maxLength={100} /></Field>
        <Field label="Name"><Input value={name} onChange={setName} maxLength={200} /></Field>
        {change.error ? <ErrorNote error={change.error} /> : null}
      </div>
    </Dialog>
  );
}
