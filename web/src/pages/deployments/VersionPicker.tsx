import { useState } from "react";
import type { Policy } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Button } from "../../components/Button";
import { Field, Select } from "../../components/Field";
import { liveArm, modelOf } from "../models/words";
import styles from "./ChangeTraffic.module.css";

interface VersionPickerProps {
  label: string;
  verb: string;
  /** Versions that take part already. */
  known: readonly string[];
  near: Policy;
  onPick: (model: string) => void;
}

/** Versions of the model that answers; those without the approval they need are shown and cannot be chosen. */
export function VersionPicker({ label, verb, known, near, onPick }: VersionPickerProps) {
  const name = modelOf(liveArm(near)?.model ?? "");
  const versions = useCall("models.list_versions", { name, limit: 200 });
  const approvals = useCall("approvals.list_approvals", { limit: 1000 });
  const policies = useCall("approvals.list_policies", {});
  const [chosen, setChosen] = useState("");
  const isProtected = policies.data?.some(({ kind }) => kind === "model") ?? false;
  const isApproved = (ref: string) => {
    const mine = approvals.data?.filter((one) => one.ref === ref) ?? [];
    return mine[0]?.state !== "rejected" && mine.some(({ state }) => state === "approved" || state === "executed");
  };
  const options = (versions.data ?? [])
    .filter(({ ref }) => !known.includes(ref))
    .map(({ ref, version, aliases }) => {
      const isOff = isProtected && !isApproved(ref);
      return { value: ref, label: `version ${version}${aliases.length ? `, ${aliases.join(", ")}` : ""}${isOff ? " (not approved)" : ""}`, isOff };
    });
  const pick = () => {
    onPick(chosen);
    setChosen("");
  };
  return (
    <div className={styles.pick}>
      <Field label={label}>
        <Select value={chosen} onChange={setChosen} options={[{ value: "", label: options.length ? "choose a version" : "there is no other version" }, ...options]} />
      </Field>
      <Button onClick={pick} disabledBecause={chosen ? null : "Choose a version first"}>{verb}</Button>
    </div>
  );
}
