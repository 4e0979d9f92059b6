import { HOSTILE } from "../chart/samples";
import { type State, Status } from "./Status";

const STATES: [State, string][] = [["ok", "finished"], ["warn", "drifting"], ["bad", "failed"], ["busy", "running"], ["unknown", "no labels yet"]];

export const examples = [
  { title: "Five states, by shape, colour and word", element: <div className="gallery-row">{STATES.map(([state, word]) => <Status key={state} state={state} word={word} />)}</div> },
  { title: "Tinted, for headers", element: <div className="gallery-row">{STATES.map(([state, word]) => <Status key={state} state={state} word={word} isTinted />)}</div> },
  { title: "A hostile word", element: <Status state="bad" word={HOSTILE} isTinted /> },
];
