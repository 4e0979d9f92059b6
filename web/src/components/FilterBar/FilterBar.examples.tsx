import { useState } from "react";
import { ApiError } from "../../api/errors";
import { FilterBar } from "./FilterBar";

const NAMES = [
  { name: "metrics.auc", kind: "metric", isNumber: true },
  { name: "metrics.loss.min", kind: "metric", isNumber: true },
  { name: "params.learning_rate", kind: "parameter", isNumber: true },
  { name: "tags.team", kind: "tag", values: ["operations", "o'neil"] },
  { name: "state", kind: "attribute", values: ["running", "finished", "failed", "killed"] },
  { name: "started_at", kind: "attribute", values: ["-1d", "-7d", "-30d"] },
];

function Example({ start, isWrong = false }: { start: string; isWrong?: boolean }) {
  const [value, setValue] = useState(start);
  const error = isWrong && value === start ? new ApiError(400, "bad-input", "the filter cannot be read at position 17", "a value is expected, '>' found", "", "") : null;
  return <FilterBar label="Filter runs" names={NAMES} value={value} onChange={setValue} error={error} shortcut={start === "" ? "/" : null} />;
}

export const examples = [{ title: "Empty: type, or press ↓", element: <Example start="" /> }, { title: "In force", element: <Example start="metrics.auc > 0.8 and state = 'finished'" /> }, { title: "The error under its word", element: <Example start="metrics.auc > 0 > 3" isWrong /> }];
