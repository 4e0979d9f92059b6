import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { announce } from "../announce";
import { Button, IconButton } from "../Button";
import { copyText } from "./copyText";

export interface CopyButtonProps {
  /** The text, or how to make it when the button is pressed. */
  text: string | (() => string | Promise<string>);
  /** What is copied: "Copy digest". */
  label?: string;
  /** Write the label beside the icon. */
  isWide?: boolean;
}

/** Puts a text on the clipboard and says so where one is looking. */
export function CopyButton({ text, label = "Copy", isWide = false }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "done" | "failed">("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    const isDone = await copyText(typeof text === "string" ? text : await text());
    setState(isDone ? "done" : "failed");
    announce(isDone ? "Copied" : "The browser did not allow copying");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState("idle"), 1600);
  };
  const icon = state === "done" ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />;
  const said = { idle: label, done: "Copied", failed: "The browser did not allow it" }[state];
  const press = () => void copy();
  if (isWide) return <Button icon={icon} onClick={press}>{said}</Button>;
  return <IconButton icon={icon} label={said} onClick={press} />;
}
