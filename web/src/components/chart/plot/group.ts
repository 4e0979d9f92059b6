import type { Range } from "./types";

/** A chart that moves with others. */
export interface Member {
  pointAt: (x: number | null) => void;
  zoomTo: (range: Range | null) => void;
}

const groups = new Map<string, Set<Member>>();

export function join(name: string, member: Member): () => void {
  const members = groups.get(name) ?? new Set();
  groups.set(name, members.add(member));
  return () => {
    members.delete(member);
    if (members.size === 0) groups.delete(name);
  };
}

/** Tells the others of the group; the sender has moved already. */
export function tell(name: string | undefined, from: Member, what: (member: Member) => void): void {
  if (name === undefined) return;
  for (const member of groups.get(name) ?? []) if (member !== from) what(member);
}
