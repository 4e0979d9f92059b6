import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { RunInfo } from "../../../api/operations";
import { useChange } from "../../../api/queries";
import { useMayNot } from "../../../app/may";
import { Button, IconButton } from "../../../components/Button";
import { Chips } from "../../../components/Chips";
import { ErrorNote } from "../../../components/ErrorNote";
import { Field, Input, Textarea } from "../../../components/Field";
import { Markdown } from "../../../components/Markdown";
import { Panel } from "../../../components/Panel";
import page from "../RunPage.module.css";

/** Tags and notes: what people say about a run afterwards. */
export function NotesPanel({ run }: { run: RunInfo }) {
  const [isEditing, setEditing] = useState(false);
  const mayNot = useMayNot("runs.set_tags");
  const edit = <Button kind="quiet" icon={<Pencil size={14} aria-hidden />} disabledBecause={mayNot} onClick={() => setEditing(true)}>Edit</Button>;
  const tags = Object.entries(run.tags).map(([label, value]) => ({ label, value }));
  return (
    <Panel title="Tags and notes" actions={isEditing ? null : edit}>
      {isEditing ? <Editor run={run} onClose={() => setEditing(false)} /> : (
        <div className={page.part}>
          {tags.length ? <Chips items={tags} label="Tags" /> : <p className="quiet">No tags.</p>}
          {run.notes ? <Markdown text={run.notes} /> : <p className="quiet">No notes.</p>}
        </div>
      )}
    </Panel>
  );
}

function Editor({ run, onClose }: { run: RunInfo; onClose: () => void }) {
  const [notes, setNotes] = useState(run.notes);
  const [tags, setTags] = useState(() => Object.entries(run.tags));
  const change = useChange("runs.set_tags");
  const set = (at: number, pair: [string, string]) => setTags(tags.map((one, n) => (n === at ? pair : one)));
  const save = () => {
    const named = tags.filter(([key]) => key.trim());
    change.mutate({ id: run.id, tags: Object.fromEntries(named.map(([key, value]) => [key.trim(), value])), notes }, { onSuccess: onClose });
  };
  return (
    <form className={page.editing} onSubmit={(event) => { event.preventDefault(); save(); }}>
      {change.error ? <ErrorNote error={change.error} /> : null}
      {tags.map(([key, value], at) => {
        const isOld = key in run.tags;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a tag being typed has no other identity
          <div key={at} className={page.row}>
            <Input aria-label={`Name of tag ${at + 1}`} placeholder="name" value={key} readOnly={isOld} onChange={(text) => set(at, [text, value])} />
            <Input aria-label={`Value of tag ${at + 1}`} placeholder="value" value={value} onChange={(text) => set(at, [key, text])} />
            <IconButton label={`Leave out tag ${key || at + 1}`} disabledBecause={isOld ? "tags stay on the record; give it another value" : null} icon={<Trash2 size={14} aria-hidden />} onClick={() => setTags(tags.filter((_, n) => n !== at))} />
          </div>
        );
      })}
      <div><Button kind="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => setTags([...tags, ["", ""]])}>Add a tag</Button></div>
      <Field label="Notes" hint="Markdown"><Textarea value={notes} onChange={setNotes} rows={6} autoFocus /></Field>
      <div className={page.buttons}>
        <Button kind="primary" type="submit" isBusy={change.isPending}>Save tags and notes</Button>
        <Button onClick={onClose}>Discard changes</Button>
      </div>
    </form>
  );
}
