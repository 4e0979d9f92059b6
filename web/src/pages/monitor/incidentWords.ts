import type { Incident, StripWindow } from "../../api/operations";
import type { StatusProps } from "../../components/Status";

export function stateOf(state: StripWindow["state"]): StatusProps {
  if (state === "good") return { state: "ok", word: "good" };
  return state === "bad" ? { state: "bad", word: "bad" } : { state: "unknown", word: "no data" };
}

/** Whether somebody has to do something about it. */
export function incidentState({ state, acknowledged_by: by }: Incident): StatusProps {
  if (state === "closed") return { state: "ok", word: "closed" };
  return state === "acknowledged" ? { state: "busy", word: "acknowledged", ...(by && { title: `by ${by}` }) } : { state: "bad", word: "open" };
}

export const SEVERITY: Record<Incident["severity"], StatusProps> = {
  critical: { state: "bad", word: "critical" },
  error: { state: "bad", word: "error" },
  warn: { state: "warn", word: "warning" },
};

const WHAT: Record<Incident["kind"], string> = {
  quality: "The data going in is broken",
  drift: "The data going in is not what it was",
  performance: "The answers are less right than they were",
  latency: "Answers take too long",
};

/** The incident's name: its cause, said with its kind unless that is the same word. */
export function nameOf({ kind, cause }: Incident): string {
  return kind === cause ? `${capital(kind)}` : `${capital(kind)}: ${cause}`;
}

/** What happened, for somebody who knows nothing yet. */
export function sentenceOf(incident: Incident): string {
  const { kind, deployment, windows, state } = incident;
  const lasted = windows === 1 ? "one window" : `${windows} windows in a row`;
  return `${WHAT[kind]} on ${deployment}: ${lasted} showed it${state === "closed" ? "" : ", and it is not over"}.`;
}

/** What such a thing calls for. */
export const ADVICE: Record<Incident["kind"], string> = {
  quality: "Look at the source first: retraining on broken data makes it worse, so loops do not start while this is open.",
  drift: "Drift alone is no reason to retrain: see whether the answers became less right as well.",
  performance: "A loop retrains because of this if its policy names it; see what moved in the same windows.",
  latency: "See whether the load grew or a new version is slower; a roll-back takes one step.",
};

/** The strip's feature that a cause names: "column temp missing". */
export function columnOf({ kind, cause }: Pick<Incident, "kind" | "cause">): string | null {
  const match = kind === "quality" ? /^column (.+) (?:missing|unit)$/.exec(cause) : null;
  return match?.[1] ?? null;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
