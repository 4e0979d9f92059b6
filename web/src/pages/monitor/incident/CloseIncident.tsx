import { useState } from "react";
import type { Incident } from "../../../api/operations";
import { useChange } from "../../../api/queries";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNote } from "../../../components/ErrorNote";
import { Field, Textarea } from "../../../components/Field";
import { nameOf } from "../incidentWords";

interface CloseIncidentProps {
  incident: Incident;
  isOpen: boolean;
  onClose: () => void;
}

/** Ends an incident by hand; the reason goes into the record. */
export function CloseIncident({ incident, isOpen, onClose }: CloseIncidentProps) {
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const close = useChange("incidents.close", ["monitors", "loops", "audit"]);
  const leave = () => {
    close.reset();
    setTried(false);
    onClose();
  };
  const submit = () => {
    setTried(true);
    if (reason.trim()) close.mutate({ incident_id: incident.id, reason: reason.trim() }, { onSuccess: leave });
  };
  return (
    <Dialog
      isOpen={isOpen} onClose={leave} onSubmit={submit} title={`Close “${nameOf(incident)}”`}
      description="If the next window shows it again, that is a new incident."
      footer={
        <>
          <Button onClick={leave}>Keep it open</Button>
          <Button kind="primary" type="submit" isBusy={close.isPending}>Close the incident</Button>
        </>
      }
    >
      <Field label="Reason" hint="What was done, or why it is no fault; kept in the record." error={isTried && !reason.trim() ? "Say why it may be closed." : null} isRequired>
        <Textarea value={reason} onChange={setReason} rows={3} autoFocus />
      </Field>
      {close.error ? <ErrorNote error={close.error} /> : null}
    </Dialog>
  );
}
