import { useState } from "react";
import { useCall, useChange } from "../../../api/queries";
import { useMayNot } from "../../../app/may";
import { Button } from "../../../components/Button";
import { ErrorNote } from "../../../components/ErrorNote";
import { Field, Textarea } from "../../../components/Field";
import { Markdown } from "../../../components/Markdown";
import { Panel } from "../../../components/Panel";
import { Time } from "../../../components/Time";
import layout from "../layout.module.css";
import { personOf } from "../words";

/** What people say about a version, oldest first, and a place to say more. */
export function Remarks({ name, version }: { name: string; version: number }) {
  const remarks = useCall("models.list_remarks", { name, version, limit: 200 });
  const add = useChange("models.remark");
  const mayNot = useMayNot("models.remark");
  const [text, setText] = useState("");
  const send = () => add.mutate({ name, version, text }, { onSuccess: () => setText("") });
  return (
    <Panel title="Remarks" query={remarks} lines={2}>
      {(found) => (
        <div className={layout.stack}>
          {found.map((remark) => (
            <article key={remark.id} aria-label={`Remark by ${personOf(remark.author)}`}>
              <p className={layout.note}>
                {personOf(remark.author)}, <Time at={remark.at} />
              </p>
              <Markdown text={remark.text} />
            </article>
          ))}
          <form
            className={layout.stack}
            onSubmit={(event) => {
              event.preventDefault();
              if (text.trim() && !mayNot) send();
            }}
          >
            <Field label="Your remark" isLabelHidden>
              <Textarea rows={2} value={text} onChange={setText} placeholder="Say what the numbers do not; Markdown" />
            </Field>
            {add.error ? <ErrorNote error={add.error} isShort /> : null}
            <div>
              <Button type="submit" isBusy={add.isPending} disabledBecause={mayNot ?? (text.trim() ? null : "Write something first")}>
                Add remark
              </Button>
            </div>
          </form>
        </div>
      )}
    </Panel>
  );
}
