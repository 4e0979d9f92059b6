import { HOUR, JUNE } from "../chart/samples";
import { Gantt } from "./Gantt";

const m = HOUR / 60;
const t = (minutes: number): number => JUNE + minutes * m;

export const examples = [{
  title: "A pipeline run",
  element: (
    <Gantt
      title="Training waited 9 min for a slot" now={t(58)} onPick={() => undefined}
      bars={[
        { id: "a", name: "ingest flights", from: t(0), to: t(8), state: "ok", word: "finished", isCritical: true },
        { id: "b", name: "ingest weather", from: t(0), to: t(5), state: "ok", word: "from cache" },
        { id: "c", name: "build features", waitingFrom: t(8), from: t(9), to: t(21), state: "ok", word: "finished", retries: [t(13)], isCritical: true },
        { id: "d", name: "train", waitingFrom: t(21), from: t(30), to: t(52), state: "ok", word: "finished", isCritical: true },
        { id: "e", name: "evaluate slices", from: t(52), to: null, state: "busy", word: "running", isCritical: true },
        { id: "f", name: "export for the edge", from: t(52), to: t(54), state: "bad", word: "failed" },
        { id: "g", name: "publish", waitingFrom: t(52), from: null, to: null, state: "unknown", word: "waiting" },
      ]}
    />
  ),
}];
