import { Button } from "../Button";
import { Tooltip } from "./Tooltip";

export const examples = [
  { title: "On hover and on focus", element: <Tooltip text="Pins this run as the baseline of all deltas" shortcut="p"><Button>Pin</Button></Tooltip> },
  { title: "Long", element: <Tooltip text={"Nothing is cut. ".repeat(20)}><Button>Explain</Button></Tooltip> },
];
