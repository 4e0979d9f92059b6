import { useState } from "react";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Textarea } from "../../components/Field";

/** Lets a name answer no more, or again. */
export function StartStop({ name, verb, onClose }: { name: string; verb: "stop" | "start"; onClose: () => void }) {
  const start = useChange("deployments.start", ["monitors"]);
  const stop = useChange("deployments.stop", ["monitors"]);
  const [reason, setReason] = useState("");
  const change = verb === "stop" ? stop : start;
  const word = verb === "stop" ? "Stop" : "Start";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={() => change.mutate({ name, reason }, { onSuccess: onClose })}
      title={`${word} ${name}`}
      description={verb === "stop" ? "Every request gets 404 from then on. Policies and predictions stay, and it can be started again." : "It answers again by the policy it had."}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button kind={verb === "stop" ? "danger" : "primary"} type="submit" isBusy={change.isPending}>{`${word} ${name}`}</Button>
        </>
      }
    >
      <Field label="Reason">
        <Textarea rows={2} value={reason} onChange={setReason} />
      </Field>
      {change.error ? <ErrorNote error={change.error} isShort /> : null}
    </Dialog>
  );
}
