import { useState } from "react";
import type { Loop } from "../../api/operations";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Textarea } from "../../components/Field";

interface ResetBreakerProps {
  loop: Loop;
  isOpen: boolean;
  onClose: () => void;
}

/** Lets a loop that stopped itself go on; why is kept in the record. */
export function ResetBreaker({ loop, isOpen, onClose }: ResetBreakerProps) {
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const change = useChange("loops.set_breaker", ["audit", "home"]);
  const leave = () => {
    change.reset();
    setTried(false);
    onClose();
  };
  const submit = () => {
    setTried(true);
    if (note.trim()) change.mutate({ name: loop.name, reason: null, note: note.trim() }, { onSuccess: leave });
  };
  return (
    <Dialog
      isOpen={isOpen} onClose={leave} onSubmit={submit} title={`Reset the breaker of ${loop.name}`}
      description={`It opened because ${loop.breaker ?? "a person opened it"}. Once reset, the next trigger may start a cycle.`}
      footer={
        <>
          <Button onClick={leave}>Leave it open</Button>
          <Button kind="primary" type="submit" isBusy={change.isPending}>Reset the breaker</Button>
        </>
      }
    >
      <Field label="Reason" hint="What has changed since; kept in the record." error={isTried && !note.trim() ? "Say why it may go on." : null} isRequired>
        <Textarea value={note} onChange={setNote} rows={3} autoFocus />
      </Field>
      {change.error ? <ErrorNote error={change.error} /> : null}
    </Dialog>
  );
}
