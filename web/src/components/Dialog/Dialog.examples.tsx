import { useState } from "react";
import { Button } from "../Button";
import { Field, Textarea } from "../Field";
import { Dialog } from "./Dialog";

function Example({ title, isForm }: { title: string; isForm: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState("");
  const close = () => setIsOpen(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{isForm ? "Reject…" : "Show long"}</Button>
      <Dialog isOpen={isOpen} onClose={close} title={title} onSubmit={isForm ? close : undefined}
        description="The request is closed and its author told why. A new version can be asked for at any time."
        footer={<><Button onClick={close}>Keep it open</Button><Button kind="danger" type="submit" disabledBecause={isForm && !text && "Say why first"}>Reject version 4</Button></>}>
        {isForm ? <Field label="Reason" isRequired><Textarea value={text} onChange={setText} /></Field> : <p>{"Long content scrolls inside. ".repeat(200)}</p>}
      </Dialog>
    </>
  );
}

export const examples = [
  { title: "A question with a reason", element: <Example title="Reject late-flight@4?" isForm /> },
  { title: "Long content, hostile title", element: <Example title={"<b>name</b> \u202eمتأخر ".repeat(12)} isForm={false} /> },
];
