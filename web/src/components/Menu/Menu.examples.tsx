import { useState } from "react";
import { Copy, Trash2 } from "lucide-react";
import { HOSTILE } from "../chart/samples";
import { Button } from "../Button";
import { Menu } from "./Menu";

function Example() {
  const [isShown, setIsShown] = useState(true);
  return (
    <Menu label="Actions of this model" trigger={<Button>Actions</Button>} items={[
      { label: "Copy Ref", icon: <Copy size={14} aria-hidden />, shortcut: "y" },
      { label: "Why is it live?", to: "/p/airline/why/model:late-flight@4" },
      { label: "Show drift", isChecked: isShown, onToggle: setIsShown },
      { heading: "Danger" },
      { label: "Erase", disabledBecause: "Only an admin can; ask ada" },
      { label: "Delete", icon: <Trash2 size={14} aria-hidden />, isDangerous: true },
      "line",
      { label: HOSTILE },
    ]} />
  );
}

export const examples = [{ title: "Actions, checks, reasons", element: <Example /> }, { title: "Three dots", element: <Menu label="More" items={[{ label: "Copy link" }]} /> }];
