import { useEffect, useState } from "react";
import { useCall } from "../api/queries";
import type { Answer } from "../api/call";

export type Found = Answer<"search.refs">[number];

const PAUSE_MS = 120;
const LONGEST = 20;

/** Objects of the project by any part of their name, asked for when typing pauses; the last answer stays meanwhile. */
export function useFound(project: string, text: string, isOn: boolean): readonly Found[] {
  const asked = useSettled(text.trim());
  const enabled = isOn && asked.length > 0;
  const { data } = useCall("search.refs", { text: asked, limit: LONGEST }, { project, enabled, keep: true });
  return enabled ? (data ?? []) : [];
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
