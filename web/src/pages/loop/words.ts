import type { Cycle, Decision, Loop } from "../../api/operations";
import type { StatusProps } from "../../components/Status";

/** The stages of the picture; several of the engine's stages are one here. */
export const PARTS = ["watch", "decide", "retrain", "compare", "rollout"] as const;
export type Part = (typeof PARTS)[number];

const PART_OF: Record<Cycle["stage"], Part> = {
  triggered: "decide", training: "retrain", evaluating: "compare", awaiting_approval: "compare", shadow: "rollout", canary: "rollout", probation: "rollout", closed: "watch",
};

/** Where the loop is now: what the running cycle does, or watching. */
export function partOf(active: Cycle | undefined): Part {
  return active ? PART_OF[active.stage] : "watch";
}

export const STAGE: Record<Cycle["stage"], string> = {
  triggered: "triggered", training: "training", evaluating: "comparing", awaiting_approval: "awaiting approval", shadow: "in shadow", canary: "canary", probation: "on probation", closed: "closed",
};

export function outcomeOf({ outcome, stage }: Pick<Cycle, "outcome" | "stage">): StatusProps {
  switch (outcome) {
    case null:
      return { state: "busy", word: STAGE[stage] };
    case "promoted":
      return { state: "ok", word: "promoted" };
    case "rolled_back":
      return { state: "bad", word: "rolled back" };
    case "failed":
      return { state: "bad", word: "failed" };
    case "rejected":
      return { state: "warn", word: "rejected" };
    default:
      return { state: "unknown", word: outcome };
  }
}

export function stateOfLoop({ state, breaker }: Pick<Loop, "state" | "breaker">, active: Cycle | undefined): StatusProps {
  if (breaker !== null) return { state: "bad", word: "stopped itself", title: breaker };
  if (state === "paused") return { state: "warn", word: "paused" };
  return active ? { state: "busy", word: STAGE[active.stage] } : { state: "ok", word: "watching" };
}

const VERB: Record<Decision["kind"], string> = {
  nothing: "Did nothing", skip: "Did nothing", start: "Started", train: "Trained", reject: "Rejected", ask: "Asked", approve: "Approved", shadow: "Shadow", canary: "Canary",
  advance: "Advanced", hold: "Waited", promote: "Promoted", roll_back: "Rolled back", confirm: "Confirmed", fail: "Failed",
};

const TONE: Partial<Record<Decision["kind"], StatusProps["state"]>> = {
  nothing: "unknown", skip: "unknown", hold: "unknown", reject: "warn", roll_back: "bad", fail: "bad", promote: "ok", confirm: "ok", approve: "ok",
};

export function verbOf({ kind }: Pick<Decision, "kind">): StatusProps {
  return { state: TONE[kind] ?? "busy", word: VERB[kind] };
}

export const isQuiet = ({ kind }: Pick<Decision, "kind">): boolean => kind === "nothing" || kind === "skip" || kind === "hold";

const clean = (text: string): string => text.replaceAll(/\bmodel:/g, "");

/** A decision as a sentence, "did nothing, because" included. */
export function sentenceOf({ kind, reason }: Pick<Decision, "kind" | "reason">, cycle?: number): string {
  const said = clean(reason);
  const turn = cycle === undefined ? "a cycle" : `cycle ${cycle}`;
  switch (kind) {
    case "nothing":
      return `Did nothing, because ${said}.`;
    case "skip": {
      const [cause = "", obstacle = ""] = said.split("; but ", 2);
      return obstacle ? `Did nothing although ${cause}, because ${obstacle}.` : `Did nothing, because ${said}.`;
    }
    case "start":
      return `Started ${turn}: ${said}.`;
    case "train":
      return `${capital(said)}.`;
    case "reject":
      return `Rejected the challenger: ${said}.`;
    case "ask":
      return `Asked for approval: ${said}.`;
    case "hold":
      return `Waited: ${said}.`;
    case "advance":
      return `Gave it more traffic, ${said}.`;
    case "promote":
      return `Promoted: ${said}.`;
    case "roll_back":
      return `Rolled ${said}.`;
    case "confirm":
      return `Kept it after probation: ${said}.`;
    case "fail":
      return `Failed: ${said}.`;
    default:
      return `${capital(said)}.`;
  }
}

/** The numbers a decision stood on, named as people say them. */
export function evidenceOf({ evidence }: Pick<Decision, "evidence">): { label: string; value: string | number }[] {
  return Object.entries(evidence).flatMap(([name, value]) => (value === null || value === "" ? [] : [{ label: name.replaceAll("_", " ").replace("new labels", "new outcomes"), value: typeof value === "boolean" ? String(value) : value }]));
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
