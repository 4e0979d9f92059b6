import { useState } from "react";
import type { Params } from "../../api/call";
import { useCall, useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Textarea } from "../../components/Field";

/** The suite as JSON, as the API takes it; the server says what is wrong with it. */
export function EditExpectations({ name, onClose }: { name: string; onClose: () => void }) {
  const suite = useCall("datasets.get_expectations", { name });
  const set = useChange("datasets.set_expectations");
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (suite.data ? written(suite.data.checks) : "");
  const read = parsed(shown);
  const save = () => read.checks && set.mutate({ name, checks: read.checks as Params<"datasets.set_expectations">["checks"] }, { onSuccess: onClose });
  const next = (suite.data?.version ?? 0) + 1;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width={760}
      title={`Expectations of ${name}`}
      description={`They become version ${next} and apply from the next commit on; what was found before stays as it is.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" isBusy={set.isPending} onClick={save} disabledBecause={read.error ?? (text === null ? "Nothing was changed" : null)}>Set version {next}</Button>
        </>
      }
    >
      <Field label="Checks" error={text === null ? null : read.error} hint="schema, nulls, range, in_set, matches, unique, freshness, volume, distribution; severity info, warn, error or critical">
        <Textarea value={shown} onChange={setText} rows={18} isMono spellCheck={false} />
      </Field>
      {set.error ? <ErrorNote error={set.error} /> : null}
    </Dialog>
  );
}

/** One check a line, without what is as it would be by default. */
export function written(checks: readonly object[]): string {
  const lines = checks.map((check) => `  ${JSON.stringify(Object.fromEntries(Object.entries(check).filter(([key, value]) => !(value === null || value === "" || (key === "tolerance" && value === 0)))))}`);
  return `[\n${lines.join(",\n")}\n]`;
}

function parsed(text: string): { checks?: unknown[]; error: string | null } {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? { checks: found, error: null } : { error: "A list of checks is needed: [ … ]" };
  } catch (error) {
    return { error: `This is not JSON: ${(error as Error).message}` };
  }
}
