import type { RunInfo } from "../../api/operations";
import type { State } from "../../components/Status";

/** How the state of a run looks; the word is its own. */
export const RUN_STATES: Record<RunInfo["state"], State> = { running: "busy", finished: "ok", failed: "bad", killed: "warn" };
