import { HOSTILE } from "../chart/samples";
import { Chips } from "./Chips";

const TONES = ["plain", "accent", "ok", "warn", "bad", "busy"] as const;

export const examples = [
  { title: "Aliases and tags", element: <Chips label="Aliases" items={[{ label: "v4" }, { label: "champion", tone: "accent" }, { label: "team", value: "operations" }, { label: "run", to: "/p/airline/runs" }]} /> },
  { title: "Tones", element: <Chips items={TONES.map((tone) => ({ label: tone, tone }))} /> },
  { title: "That can be removed", element: <Chips items={[{ label: "state = failed", onRemove: () => undefined }]} /> },
  { title: "Many, and a hostile one", element: <Chips items={[{ label: HOSTILE }, ...Array.from({ length: 30 }, (_, at) => ({ label: `tag-${at}` }))]} /> },
];
