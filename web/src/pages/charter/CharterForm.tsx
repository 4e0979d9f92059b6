import { useState } from "react";
import type { Charter } from "../../api/operations";
import { useChange } from "../../api/queries";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Input, Textarea } from "../../components/Field";
import styles from "./Charter.module.css";
import { charterOf, type Draft, draftOf, faultsOf, NEW_GUARDRAIL, NEW_KPI, NEW_OWNER } from "./draft";
import { RowsField } from "./RowsField";

const KPI_FIELDS = [
  { name: "name", label: "KPI", hint: "late flights warned in time" },
  { name: "unit", label: "Unit", hint: "share, EUR, min" },
  { name: "direction", label: "Better", options: ["up", "down"] },
  { name: "baseline", label: "Before", hint: "without a model" },
  { name: "minimum_acceptable", label: "At least" },
  { name: "target", label: "Target" },
  { name: "owner", label: "Owner" },
  { name: "formula", label: "How it is computed", isWide: true },
] as const;
const RAIL_FIELDS = [
  { name: "metric", label: "Metric" },
  { name: "bound", label: "Bound" },
  { name: "direction", label: "Better", options: ["up", "down"] },
  { name: "slice", label: "Slice", hint: "origin=JFK" },
] as const;
const OWNER_FIELDS = [
  { name: "role", label: "Role", hint: "business, technical, risk" },
  { name: "person", label: "Person" },
] as const;

/** The charter as a form; what is saved is the next version, and the one before stays in the history. */
export function CharterForm({ body, version, onDone }: { body: Charter | undefined; version: number; onDone: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(body));
  const [isTried, setTried] = useState(false);
  const change = useChange("charter.set", ["maturity", "audit", "home"]);
  const mayNot = useMayNot("charter.set");
  const faults = faultsOf(draft);
  const shown = isTried ? faults : {};
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const isSame = body !== undefined && JSON.stringify(charterOf(draft)) === JSON.stringify(charterOf(draftOf(body)));
  const save = () => {
    setTried(true);
    if (Object.keys(faults).length === 0 && !mayNot) change.mutate({ body: charterOf(draft) }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} noValidate onSubmit={(event) => { event.preventDefault(); save(); }}>
      <Field label="The problem" isRequired error={shown["problem"] ?? null}><Textarea value={draft.problem} onChange={(problem) => set({ problem })} rows={3} /></Field>
      <Field label="The decision that predictions support"><Textarea value={draft.decision} onChange={(decision) => set({ decision })} rows={3} /></Field>
      <Field label="Whom it touches"><Textarea value={draft.users_affected} onChange={(users_affected) => set({ users_affected })} rows={2} /></Field>
      <RowsField title="Judged by" noun="KPI" rows={draft.kpis} fields={KPI_FIELDS} empty={NEW_KPI} place="kpis" faults={shown} onChange={(kpis) => set({ kpis })} />
      <RowsField title="What may not get worse" noun="guardrail" rows={draft.guardrails} fields={RAIL_FIELDS} empty={NEW_GUARDRAIL} place="guardrails" faults={shown} onChange={(guardrails) => set({ guardrails })} />
      <RowsField title="Who answers for it" noun="owner" rows={draft.owners} fields={OWNER_FIELDS} empty={NEW_OWNER} place="owners" faults={shown} onChange={(owners) => set({ owners })} />
      <Field label="Looked at again every … days" error={shown["review_every_days"] ?? null}><Input value={draft.review_every_days} onChange={(review_every_days) => set({ review_every_days })} inputMode="numeric" /></Field>
      {change.error ? <ErrorNote error={change.error} /> : null}
      <div className={styles.foot}>
        <Button type="submit" kind="primary" isBusy={change.isPending} disabledBecause={mayNot ?? (isSame && "Nothing differs from the version in force")}>Put version {version + 1} in force</Button>
        <Button onClick={onDone}>Leave it as it is</Button>
      </div>
    </form>
  );
}
