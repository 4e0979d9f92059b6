import { useState } from "react";
import { useCall, useChange } from "../../api/queries";
import type { Need } from "../../api/operations";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Textarea } from "../../components/Field";
import { parseRef } from "../../format/ref";
import layout from "../govern/layout.module.css";
import { useOpen } from "../govern/useOpen";

const ALSO = ["home", "monitors", "loops", "audit"];

/** The first thing to do about it: done here where one word or one reason is enough, else the page where it is done. */
export function NeedAction({ need, to }: { need: Need; to: string }) {
  const open = useOpen();
  if (need.operation === "incidents.acknowledge") return <Acknowledge need={need} />;
  if (need.operation === "incidents.close" || need.operation === "loops.set_breaker") return <WithReason need={need} />;
  return <Button disabledBecause={need.because} onClick={() => open(to)}>{need.action}</Button>;
}

function Acknowledge({ need }: { need: Need }) {
  const change = useChange("incidents.acknowledge", ALSO);
  const id = parseRef(need.ref)?.name ?? "";
  return (
    <span className={layout.row}>
      <Button disabledBecause={need.because} isBusy={change.isPending} onClick={() => change.mutate({ incident_id: id })}>{need.action}</Button>
      {change.error ? <ErrorNote error={change.error} isShort /> : null}
    </span>
  );
}

function WithReason({ need }: { need: Need }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const close = useChange("incidents.close", ALSO);
  const breaker = useChange("loops.set_breaker", ALSO);
  const isLoop = need.kind === "loop";
  const change = isLoop ? breaker : close;
  const name = parseRef(need.ref)?.name ?? "";
  const loop = useCall("loops.get", { name }, { enabled: isLoop && isOpen });
  const missing = reason.trim() ? null : "Write why first; it is kept in the record";
  const submit = () => {
    if (missing) return;
    const onSuccess = () => setOpen(false);
    if (isLoop) breaker.mutate({ name, reason: null, note: reason.trim() }, { onSuccess });
    else close.mutate({ incident_id: name, reason: reason.trim() }, { onSuccess });
  };
  return (
    <>
      <Button disabledBecause={need.because} onClick={() => setOpen(true)}>{need.action}</Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={isLoop ? `Let ${name} retrain again` : "Close the incident"}
        description={isLoop ? `The breaker opened because ${loop.data?.breaker ?? need.cause}. Closed, the loop starts the next cycle as soon as a trigger says so.` : need.sentence}
        onSubmit={submit}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Leave it</Button>
            <Button type="submit" kind="primary" disabledBecause={missing} isBusy={change.isPending}>{need.action}</Button>
          </>
        }
      >
        <Field label="Why" hint="Kept in the record with your name" isRequired>
          <Textarea value={reason} onChange={setReason} rows={2} />
        </Field>
        {change.error ? <ErrorNote error={change.error} /> : null}
      </Dialog>
    </>
  );
}
