import { useState } from "react";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Input } from "../../components/Field";
import { useOpen } from "../models/useOpen";
import { pageOf } from "../models/words";

/** A name that lets one version answer. */
export function NewDeployment({ onClose }: { onClose: () => void }) {
  const create = useChange("deployments.create", ["models"]);
  const [name, setName] = useState("");
  const [model, setModel] = useState("");
  const [unit, setUnit] = useState("");
  const goTo = useOpen();
  const missing = !name.trim() ? "Write a name first" : !model.includes("@") ? "Name a version, such as model:late-flight@champion" : null;
  const send = () => {
    if (missing) return;
    create.mutate({ name: name.trim(), model: model.trim(), unit_key: unit.trim() || null }, { onSuccess: () => goTo(pageOf(`deployments/${name.trim()}`)) });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={send}
      title="Deploy a version"
      description="The version answers all requests under the name. An alias is resolved now and pinned to its version; where models are protected it has to be approved."
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button kind="primary" type="submit" isBusy={create.isPending} disabledBecause={missing}>Deploy it</Button>
        </>
      }
    >
      <Field label="Name" isRequired hint="what requests ask for">
        <Input value={name} onChange={setName} />
      </Field>
      <Field label="Version" isRequired hint="model:late-flight@champion or model:late-flight@14">
        <Input isMono value={model} onChange={setModel} />
      </Field>
      <Field label="Sticky by" hint="what the units are whose requests always meet the same version, such as booking_id; can stay empty">
        <Input value={unit} onChange={setUnit} />
      </Field>
      {create.error ? <ErrorNote error={create.error} isShort /> : null}
    </Dialog>
  );
}
