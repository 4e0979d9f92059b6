/** What happened to one deployment: who answered when, what went wrong, what the loop did; told month by month. */
import type { AuditEntry, Cycle, Incident, Policy } from "../../api/operations";
import type { State } from "../../components/Status";
import { parseRef } from "../../format/ref";

export interface Span {
  id: string;
  label: string;
  from: number;
  /** Null while it lasts. */
  to: number | null;
  ref: string;
  says: string;
}

export interface Lane {
  name: string;
  spans: Span[];
}

export interface Happening {
  id: string;
  kind: "policy" | "incident" | "closed" | "cycle";
  at: number;
  state: State;
  word: string;
  says: string;
  ref: string;
  by: string;
}

export interface Story {
  from: number;
  to: number;
  answering: Span[];
  incidents: Lane[];
  happenings: Happening[];
}

/** A cycle of a loop that has ended. */
export interface Ended {
  ref: string;
  at: string;
  outcome: string;
  reason: string;
  by: string;
}

export function endedOfEntry(entry: AuditEntry): Ended {
  return { ref: entry.ref, at: entry.at, outcome: String(entry.detail?.["outcome"] ?? ""), reason: String(entry.detail?.["reason"] ?? ""), by: entry.actor };
}

export function endedOfCycle(cycle: Cycle): Ended[] {
  return cycle.ended_at && cycle.outcome ? [{ ref: `cycle:${cycle.id}`, at: cycle.ended_at, outcome: cycle.outcome, reason: cycle.reason, by: "" }] : [];
}

export interface StoryInput {
  deployment: string;
  policies: readonly Policy[];
  incidents: readonly Incident[];
  cycles: readonly Ended[];
  /** The end of what is known. */
  until: number;
}

const DAY_MS = 86_400_000;

export function storyOf({ deployment, policies, incidents, cycles, until }: StoryInput): Story {
  const inOrder = [...policies].sort((a, b) => a.gen - b.gen);
  const happenings = [
    ...inOrder.map((policy, i) => policyHappened(policy, inOrder[i - 1], deployment)),
    ...incidents.flatMap(incidentHappened),
    ...cycles.map(cycleHappened),
  ]
    .sort((a, b) => a.at - b.at)
    .toReversed(); // so that what happened at one moment stays in its order
  const first = happenings.at(-1)?.at ?? until;
  return {
    from: startOfMonth(first),
    // Hours into a new month are not worth a month of their own.
    to: Math.max(until - startOfMonth(until) < DAY_MS ? startOfMonth(until) : until, happenings[0]?.at ?? 0),
    answering: answering(inOrder),
    incidents: lanes(incidents),
    happenings,
  };
}

/** Which version most of the traffic went to, as unbroken spans. */
export function answering(inOrder: readonly Policy[]): Span[] {
  const spans: Span[] = [];
  for (const policy of inOrder) {
    const live = liveOf(policy);
    const at = Date.parse(policy.created_at);
    const last = spans.at(-1);
    if (last?.ref === live) continue;
    if (last) last.to = at;
    spans.push({ id: `${policy.gen}`, label: short(live), from: at, to: null, ref: live, says: "" });
  }
  return merged(spans.filter(({ from, to }) => to === null || to > from)).map((span) => ({ ...span, says: `${span.label} answered` }));
}

/** A change that was taken back at once leaves two spans of the same version. */
function merged(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last?.ref === span.ref) last.to = span.to;
    else kept.push({ ...span });
  }
  return kept;
}

function liveOf(policy: Policy): string {
  return policy.arms.reduce((best, arm) => (arm.weight_ppm > best.weight_ppm ? arm : best), policy.arms[0]!)?.model ?? "";
}

function short(model: string): string {
  const ref = parseRef(model);
  return ref?.selector ? `v${ref.selector}` : model;
}

const KINDS = ["performance", "quality", "drift", "latency"] as const;

function lanes(incidents: readonly Incident[]): Lane[] {
  return KINDS.map((kind) => ({
    name: kind,
    spans: incidents
      .filter((incident) => incident.kind === kind)
      .map((incident) => ({
        id: incident.id,
        label: incident.cause,
        from: Date.parse(incident.opened_at),
        to: incident.closed_at === null ? null : Date.parse(incident.closed_at),
        ref: `incident:${incident.id}`,
        says: incident.says,
      })),
  })).filter(({ spans }) => spans.length > 0);
}

function policyHappened(policy: Policy, before: Policy | undefined, deployment: string): Happening {
  const shares = policy.arms.map(({ model, weight_ppm }) => `${short(model)} ${weight_ppm / 10_000} %`).join(", ");
  const isSame = before && shares === before.arms.map(({ model, weight_ppm }) => `${short(model)} ${weight_ppm / 10_000} %`).join(", ");
  const beside = policy.shadow.map(({ name }) => name).join(", ");
  const tail = policy.reason ? `: ${policy.reason}` : "";
  const isBack = policy.restores !== null;
  const word = isBack ? "rolled back" : !before ? "first answer" : isSame ? "shadows" : policy.kind === "canary" ? "canary" : "live";
  const says = isSame
    ? `${beside ? `${beside} answer${policy.shadow.length === 1 ? "s" : ""} beside, unseen` : "Nothing answers beside any more"}${tail}`
    : `${isBack ? `Back to policy ${policy.restores}: ` : ""}${shares}${tail}`;
  const state: State = isBack ? "warn" : policy.kind === "canary" ? "busy" : isSame ? "unknown" : "ok";
  return { id: `policy ${policy.gen}`, kind: "policy", at: Date.parse(policy.created_at), state, word, says, ref: `deployment:${deployment}`, by: policy.created_by };
}

function incidentHappened(incident: Incident): Happening[] {
  const ref = `incident:${incident.id}`;
  const opened: Happening = {
    id: `${ref} opened`,
    kind: "incident",
    at: Date.parse(incident.opened_at),
    state: incident.severity === "warn" ? "warn" : "bad",
    word: `${incident.kind} incident`,
    says: incident.says,
    ref,
    by: "",
  };
  if (incident.closed_at === null) return [opened];
  const closed: Happening = { id: `${ref} closed`, kind: "closed", at: Date.parse(incident.closed_at), state: "ok", word: "incident over", says: `${incident.kind}: ${incident.cause}`, ref, by: "" };
  return [opened, closed];
}

const OUTCOMES: Record<string, [State, string]> = {
  promoted: ["ok", "retrained, promoted"],
  rejected: ["unknown", "retrained, rejected"],
  rolled_back: ["bad", "retrained, rolled back"],
  failed: ["bad", "retraining failed"],
};

function cycleHappened({ ref, at, outcome, reason, by }: Ended): Happening {
  const [state, word] = OUTCOMES[outcome] ?? ["unknown", `cycle ${outcome}`.trim()];
  return { id: ref, kind: "cycle", at: Date.parse(at), state, word, says: reason, ref, by };
}

/** "2013-02" of a moment, in UTC. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** The first moment of a month and of the next one. */
export function monthRange(month: string): [number, number] {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  return [Date.UTC(year, number - 1), Date.UTC(year, number)];
}

export function startOfMonth(at: number): number {
  return monthRange(monthOf(at))[0];
}

/** All months from one moment to another, both included; at most 36, the newest. */
export function monthsOf(from: number, to: number): string[] {
  const months: string[] = [];
  for (let at = startOfMonth(from); at < Math.max(to, from + 1); at = monthRange(monthOf(at))[1]) months.push(monthOf(at));
  return months.slice(-36);
}

const NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export function monthName(month: string, isShort = false): string {
  const [year = "", number = "1"] = month.split("-");
  const name = NAMES[Number(number) - 1] ?? month;
  return isShort ? name.slice(0, 3) : `${name} ${year}`;
}

/** Who answered in a period, in a sentence: "v1, from 22 Feb v2". */
export function answeredIn(spans: readonly Span[], [from, to]: [number, number], day: (at: number) => string): string {
  const inside = spans.filter((span) => span.from < to && (span.to ?? Infinity) > from);
  return inside.map((span, i) => (i === 0 && span.from <= from ? span.label : `${span.label} from ${day(span.from)}`)).join(", ");
}
