import { useState } from "react";
import { Checkbox, Input, Select, Textarea } from "./controls";
import { Field } from "./Field";

function Example({ error }: { error?: string }) {
  const [text, setText] = useState("late-flight");
  const [role, setRole] = useState("viewer");
  const [isOn, setIsOn] = useState(true);
  return (
    <div className="gallery-form">
      <Field label="Name" hint="Lower-case letters, digits, dot, underscore, hyphen" error={error} isRequired><Input value={text} onChange={setText} isMono /></Field>
      <Field label="Role" error={error && "Nobody holds it"}><Select value={role} onChange={setRole} options={["viewer", { value: "editor" }, { value: "admin", label: "admin (only by an admin)", isOff: true }]} /></Field>
      <Field label="Reason"><Textarea value="" onChange={() => undefined} placeholder="Why now" rows={2} /></Field>
      <Checkbox isChecked={isOn} onChange={setIsOn} label="Tell the owner" /> <Checkbox isChecked="some" onChange={setIsOn} label="Some of them" /> <Checkbox isChecked={false} onChange={setIsOn} label="Off" disabled />
    </div>
  );
}

export const examples = [{ title: "A form", element: <Example /> }, { title: "With errors in their places", element: <Example error="The name is taken" /> }];
