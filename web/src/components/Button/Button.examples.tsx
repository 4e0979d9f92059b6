import { Rocket, Trash2 } from "lucide-react";
import { HOSTILE } from "../chart/samples";
import { Button, IconButton } from "./Button";

const noop = () => undefined;

export const examples = [
  {
    title: "Kinds",
    element: (
      <>
        <Button kind="primary" onClick={noop}>Approve version 4</Button> <Button onClick={noop}>Compare</Button>{" "}
        <Button kind="danger" onClick={noop}>Roll back</Button> <Button kind="quiet" onClick={noop}>Clear</Button>
      </>
    ),
  },
  { title: "With an icon and a key", element: <Button icon={<Rocket size={14} aria-hidden />} shortcut="c" onClick={noop}>Deploy</Button> },
  { title: "Off, and why", element: <Button kind="primary" disabledBecause="Two gates have not passed: calibration, fairness">Promote to champion</Button> },
  { title: "Busy", element: <Button kind="primary" isBusy>Rolling back</Button> },
  {
    title: "Only an icon",
    element: (
      <>
        <IconButton label="Delete" icon={<Trash2 size={15} aria-hidden />} onClick={noop} /> <IconButton label="Delete" icon={<Trash2 size={15} aria-hidden />} disabledBecause="it is live" />
      </>
    ),
  },
  { title: "A hostile name", element: <Button onClick={noop}>{`Delete ${HOSTILE}`}</Button> },
];
