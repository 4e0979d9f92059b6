import { Search } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useShortcut } from "../../app/keyboard";
import { Button } from "../../components/Button";
import { Field, Input } from "../../components/Field";
import { parseRef } from "../../format/ref";
import { useOpen } from "../govern/useOpen";
import { pageOf, whyOf } from "../govern/words";
import styles from "./AskBox.module.css";

/** Where one asks: the id or the business key of a prediction, or the address of anything. */
export function AskBox({ initial = "", isNarrow = false }: { initial?: string; isNarrow?: boolean }) {
  const [text, setText] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  const open = useOpen();
  useShortcut("/", "Ask why", () => field.current?.focus());
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const asked = text.trim();
    if (!asked) field.current?.focus();
    else if (parseRef(asked)) open(whyOf(asked));
    else open(pageOf(`why?q=${encodeURIComponent(asked)}`));
  };
  return (
    <form className={styles.box} role="search" onSubmit={ask}>
      <Field label="Why was it so? A prediction's id, a business key, or any Ref" isLabelHidden>
        <Input ref={field} value={text} onChange={setText} placeholder={isNarrow ? "A prediction, its key, any Ref  /" : "A prediction's id, a business key, or any Ref  /"} maxLength={400} />
      </Field>
      <Button type="submit" icon={<Search size={14} aria-hidden />}>Ask why</Button>
    </form>
  );
}
