import { ApiError } from "../../api/errors";
import { HOSTILE } from "../chart/samples";
import { ErrorNote } from "./ErrorNote";

const refused = new ApiError(403, "refused-by-policy", "model:late-flight@5 cannot become champion", "calibration error 0.061 is above 0.05", "flyball models gates late-flight@5", "0193a7c2d4e5f607");

export const examples = [
  { title: "What the API said", element: <ErrorNote error={refused} retry={() => undefined} /> },
  { title: "Short, under a form", element: <ErrorNote error={refused} isShort /> },
  { title: "No answer", element: <ErrorNote error={new TypeError("Failed to fetch")} retry={() => undefined} /> },
  { title: "A fault of our own", element: <ErrorNote error={new Error(HOSTILE)} /> },
];
