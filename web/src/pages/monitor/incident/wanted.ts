import type { Params } from "../../../api/call";

type Wanted = Omit<Params<"incidents.list_incidents">, "limit" | "after">;

const STATES = ["open", "acknowledged", "closed"] as const;
const KINDS = ["quality", "drift", "performance", "latency"] as const;
const SEVERITIES = ["critical", "error", "warn"] as const;

const oneOf = <T extends string>(known: readonly T[], text: string): T | undefined => known.find((one) => one === text);

/** The parameters of the address as those of the operation; what it does not know is left out. */
export function wantedOf({ state, kind, severity, deployment }: Record<"state" | "kind" | "severity" | "deployment", string>): Wanted {
  const wanted = { state: oneOf(STATES, state), kind: oneOf(KINDS, kind), severity: oneOf(SEVERITIES, severity), deployment: deployment || undefined };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Wanted;
}
