import { useState } from "react";
import type { Loop } from "../../api/operations";
import { useCall, useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Textarea } from "../../components/Field";
import { liveOf } from "../monitor/marks";

interface StartCycleProps {
  loop: Loop;
  /** A cause that another page proposes. */
  suggested: string;
  isOpen: boolean;
  onClose: () => void;
}

/** A cycle by hand: it goes through the same gates, approval and canary as any other. */
export function StartCycle({ loop, suggested, isOpen, onClose }: StartCycleProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const cause = typed ?? suggested;
  const deployment = useCall("deployments.get", { name: loop.policy.deployment }, { enabled: isOpen });
  const open = useChange("loops.open_cycle", ["audit"]);
  const champion = deployment.data ? liveOf(deployment.data.policy) : null;
  const leave = () => {
    open.reset();
    setTried(false);
    setTyped(null);
    onClose();
  };
  const submit = () => {
    setTried(true);
    if (cause.trim()) open.mutate({ name: loop.name, cause: cause.trim(), champion, by_hand: true }, { onSuccess: leave });
  };
  const warning = loop.state === "paused" ? "The loop is paused: the cycle waits until it goes on." : loop.breaker ? "The breaker is open, which stops triggers but not people." : "";
  return (
    <Dialog
      isOpen={isOpen} onClose={leave} onSubmit={submit} title={`Start a cycle of ${loop.name}`}
      description={`Trains a challenger for ${champion?.replace(/^model:/, "") ?? loop.policy.deployment} now, whatever cooldown and budget say; gates, approval and canary hold as ever. ${warning}`}
      footer={
        <>
          <Button onClick={leave}>Do not start</Button>
          <Button kind="primary" type="submit" isBusy={open.isPending} disabledBecause={deployment.isLoading && "Reading which version is live"}>Start the cycle</Button>
        </>
      }
    >
      <Field label="Reason" hint="It stands as the cycle's cause." error={isTried && !cause.trim() ? "Say why now." : null} isRequired>
        <Textarea value={cause} onChange={setTyped} rows={3} autoFocus />
      </Field>
      {open.error ? <ErrorNote error={open.error} /> : null}
    </Dialog>
  );
}
