import { useState } from "react";
import type { ModelVersion } from "../../../api/operations";
import { useCall, useChange } from "../../../api/queries";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNote } from "../../../components/ErrorNote";
import { Field, Textarea } from "../../../components/Field";
import { Skeleton } from "../../../components/Skeleton";
import { Status } from "../../../components/Status";
import layout from "../layout.module.css";

interface PromoteProps {
  version: ModelVersion;
  onClose: () => void;
}

/** Moves `champion` to this version, after the server has said that nothing stands against it. */
export function Promote({ version, onClose }: PromoteProps) {
  const name = version.model;
  const trial = useCall("models.would_promote", { name, version: version.version, to: "champion" });
  const model = useCall("models.get", { name });
  const champion = model.data?.aliases["champion"] ?? null;
  const promote = useChange("models.promote", ["approvals", "deployments"]);
  const [reason, setReason] = useState("");
  const against = trial.data?.against ?? [];
  const send = () => promote.mutate({ name, version: version.version, to: "champion", expected: champion ?? 0, reason }, { onSuccess: onClose });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={send}
      title={`Make version ${version.version} champion`}
      description={`${champion === null ? `${name} has no champion yet.` : `It takes the name from version ${champion}.`} Its approval is checked again and used up. Traffic moves on the page of the deployment.`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button kind="primary" type="submit" isBusy={promote.isPending} disabledBecause={trial.data && model.data ? against[0] : "The server is still checking"}>
            Make version {version.version} champion
          </Button>
        </>
      }
    >
      {trial.error ? <ErrorNote error={trial.error} isShort /> : null}
      {!trial.data && !trial.error ? <Skeleton lines={1} label="Checking what stands against it" /> : null}
      {trial.data?.would_pass ? <Status state="ok" word="Nothing stands against it" /> : null}
      {against.length ? (
        <ul className={layout.stack} aria-label="What stands against it">
          {against.map((sentence) => (
            <li key={sentence}><Status state="bad" word={sentence} /></li>
          ))}
        </ul>
      ) : null}
      <Field label="Reason">
        <Textarea rows={2} value={reason} onChange={setReason} />
      </Field>
      {promote.error ? <ErrorNote error={promote.error} isShort /> : null}
    </Dialog>
  );
}
