import { type FormEvent, useRef, useState } from "react";
import { useCall } from "../../api/queries";
import { useShortcut } from "../../app/keyboard";
import { Button } from "../../components/Button";
import { Field, Input } from "../../components/Field";
import styles from "./RefBox.module.css";

/** A field for a Ref that offers what there is. */
export function RefBox({ value, onPick }: { value: string; onPick: (ref: string) => void }) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  useShortcut("/", "Name a thing", () => field.current?.select());
  const hits = useCall("search.refs", { text, limit: 12 }, { enabled: text.length > 1 && text !== value, keep: true });
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) onPick(text.trim());
  };
  return (
    <form className={styles.box} role="search" onSubmit={show}>
      <Field label="Thing" isLabelHidden>
        <Input ref={field} value={text} onChange={setText} placeholder="model:late-flight@14  /" isMono list="lineage-refs" maxLength={400} />
      </Field>
      <datalist id="lineage-refs">
        {hits.data?.map(({ ref, title, detail }) => <option key={ref} value={ref}>{`${title} ${detail}`}</option>)}
      </datalist>
      <Button type="submit">Show</Button>
    </form>
  );
}
