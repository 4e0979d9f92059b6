import { useState } from "react";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Input, Select } from "../../components/Field";

/** Gives a version a name: a tag, which never moves, or a branch, which commits move. */
export function TagDialog({ name, version, onClose }: { name: string; version: number; onClose: () => void }) {
  const [label, setLabel] = useState("");
  const [kind, setKind] = useState("tag");
  const tag = useChange("datasets.tag");
  const branch = useChange("datasets.branch");
  const asked = kind === "tag" ? tag : branch;
  const give = () => {
    if (kind === "tag") tag.mutate({ name, tag: label, version: String(version) }, { onSuccess: onClose });
    else branch.mutate({ name, branch: label, version: String(version) }, { onSuccess: onClose });
  };
  const verb = kind === "tag" ? `Tag version ${version}` : `Begin a branch at version ${version}`;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={() => label && give()}
      title={`Name version ${version} of ${name}`}
      description="A tag never moves. A branch begins here and moves with each commit to it; main stays where it is."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isBusy={asked.isPending} disabledBecause={label ? null : "Write a name first"}>{verb}</Button>
        </>
      }
    >
      <Field label="Kind">
        <Select value={kind} onChange={setKind} options={[{ value: "tag", label: "Tag" }, { value: "branch", label: "Branch" }]} />
      </Field>
      <Field label="Name" hint="Lower case, digits, dots and dashes; not only digits">
        <Input value={label} onChange={setLabel} isMono autoFocus placeholder="v1.0" />
      </Field>
      {asked.error ? <ErrorNote error={asked.error} /> : null}
    </Dialog>
  );
}
