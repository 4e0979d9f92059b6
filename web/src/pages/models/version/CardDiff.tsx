import { useState } from "react";
import { useCall } from "../../../api/queries";
import { Button } from "../../../components/Button";
import { Diff } from "../../../components/Diff";
import { Panel } from "../../../components/Panel";

interface CardDiffProps {
  name: string;
  before: number;
  after: number;
  beforeLabel: string;
  afterLabel: string;
}

/** The cards of two versions line by line; read when asked for, since they are the longest part of a comparison. */
export function CardDiff({ name, before, after, beforeLabel, afterLabel }: CardDiffProps) {
  const [isOpen, setOpen] = useState(false);
  const old = useCall("models.card", { name, selector: String(before) }, { enabled: isOpen });
  const now = useCall("models.card", { name, selector: String(after) }, { enabled: isOpen });
  if (!isOpen) {
    return (
      <Panel title="Card">
        <Button onClick={() => setOpen(true)}>Compare the cards line by line</Button>
      </Panel>
    );
  }
  return (
    <Panel title="Card" query={{ ...now, data: old.data && now.data, error: now.error ?? old.error }} lines={8}>
      <Diff before={old.data?.markdown ?? ""} after={now.data?.markdown ?? ""} beforeLabel={beforeLabel} afterLabel={afterLabel} />
    </Panel>
  );
}
