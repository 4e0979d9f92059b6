import { useState } from "react";
import type { Cycle } from "../../api/operations";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Textarea } from "../../components/Field";
import { STAGE } from "./words";

interface EndCycleProps {
  cycle: Cycle;
  isOpen: boolean;
  onClose: () => void;
}

/** Ends a cycle before its challenger gets traffic. */
export function EndCycle({ cycle, isOpen, onClose }: EndCycleProps) {
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const close = useChange("loops.close_cycle", ["audit"]);
  const leave = () => {
    close.reset();
    setTried(false);
    onClose();
  };
  const submit = () => {
    setTried(true);
    if (reason.trim()) close.mutate({ cycle_id: cycle.id, outcome: "aborted", reason: reason.trim(), expected: cycle.stage }, { onSuccess: leave });
  };
  return (
    <Dialog
      isOpen={isOpen} onClose={leave} onSubmit={submit} title={`End cycle ${cycle.number}`} description={`It is ${STAGE[cycle.stage]}; what was trained stays, and nothing more happens to it.`}
      footer={
        <>
          <Button onClick={leave}>Let it go on</Button>
          <Button kind="danger" type="submit" isBusy={close.isPending}>End the cycle</Button>
        </>
      }
    >
      <Field label="Reason" hint="Kept with the cycle." error={isTried && !reason.trim() ? "Say why it ends." : null} isRequired>
        <Textarea value={reason} onChange={setReason} rows={3} autoFocus />
      </Field>
      {close.error ? <ErrorNote error={close.error} /> : null}
    </Dialog>
  );
}
