import { HOSTILE } from "../chart/samples";
import { Diff } from "./Diff";

const before = Array.from({ length: 40 }, (_, at) => `setting_${at} = ${at * at}`).join("\n");
const after = before.replace("setting_9 = 81", "setting_9 = 82\nsetting_9b = '<b>'").replace("setting_30 = 900\n", "");
const rows = [
  { label: "AUC", before: 0.8612345, after: 0.8735412, goal: "up" as const },
  { label: "calibration error", before: 0.041, after: 0.0612, goal: "down" as const, note: "95 %: 0.055–0.068" },
  { label: "latency p95", unit: "ms", before: 42.1, after: 42.1, goal: "down" as const },
  { label: "recall of regional carriers", before: 0.71, after: 0.67, goal: "up" as const, isShare: true },
  { label: "learning_rate", before: 0.1, after: 0.05 },
  { label: "booster", before: "gbtree", after: "dart" },
  { label: HOSTILE, before: null, after: HOSTILE },
];

export const examples = [
  { title: "Two texts", element: <Diff before={before} after={after} beforeLabel="version 3" afterLabel="version 4" /> },
  { title: "Values beside each other", element: <Diff rows={rows} beforeLabel="live (v3)" afterLabel="candidate (v4)" /> },
  { title: "Only what changed", element: <Diff rows={rows} isOnlyChanged /> },
  { title: "No difference", element: <Diff before="a" after="a" /> },
];
