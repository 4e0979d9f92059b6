import { useState } from "react";
import { currentProject } from "../../api/place";
import { useCall, useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Checkbox, Field, Input, Select } from "../../components/Field";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import layout from "../govern/layout.module.css";
import { personOf } from "../govern/words";
import { type Role, ROLES, SAYS, VERBS } from "./roles";

const DAY_MS = 86_400_000;

/** A role for somebody, here or in all projects, for a time or for good, with the reason. */
export function GrantDialog({ principal, onClose }: { principal: string; onClose: () => void }) {
  const [role, setRole] = useState<Role>("viewer");
  const [isAll, setAll] = useState(false);
  const [days, setDays] = useState("");
  const [reason, setReason] = useState("");
  const change = useChange("access.give", ["audit"]);
  const me = useCall("access.whoami", {});
  const project = currentProject();
  const isOdd = days !== "" && !(Number(days) >= 1 && Number(days) <= 3650);
  const missing = !reason.trim() ? "Write why first; it is kept in the record" : isOdd ? "The days are no number from 1 to 3650" : null;
  const submit = () => {
    if (missing) return;
    const expires_at = days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null;
    change.mutate({ principal, role, project: isAll ? "*" : project, expires_at, reason: reason.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Give ${personOf(principal)} a role`}
      description={me.data?.principal === principal ? "This is you: others will see that you gave it to yourself." : undefined}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" kind="primary" isBusy={change.isPending} disabledBecause={missing}>Give {role} in {isAll ? "all projects" : project}</Button>
        </>
      }
    >
      <div className={layout.form}>
        <Field label="Role" hint={VERBS[role].map((verb) => SAYS[verb]).join("; ")}>
          <Select value={role} onChange={(value) => setRole(value as Role)} options={ROLES} />
        </Field>
        <Checkbox isChecked={isAll} onChange={setAll} label="In all projects" />
        <Field label="For how many days" hint="Empty: until somebody takes it away" error={isOdd ? "from 1 to 3650" : null}><Input value={days} onChange={setDays} inputMode="numeric" /></Field>
        <Field label="Why" hint="Kept in the record with your name" isRequired><Input value={reason} onChange={setReason} maxLength={200} /></Field>
        {change.error ? <ErrorNote error={change.error} /> : null}
      </div>
    </Dialog>
  );
}
