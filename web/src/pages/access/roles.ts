/** The four roles and what each may do, as src/flyball/governance/roles.py has them; the server decides. */
import type { Grant, PrincipalEntry } from "../../api/operations";

export const ROLES = ["viewer", "editor", "approver", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const VERBS: Record<Role, readonly string[]> = {
  viewer: ["read"],
  editor: ["read", "write", "predict", "deploy"],
  approver: ["read", "approve", "predict"],
  admin: ["read", "write", "predict", "deploy", "approve", "admin"],
};

export const SAYS: Record<string, string> = {
  read: "see everything of the project",
  write: "log runs, commit data, register models, set monitors and loops",
  predict: "ask models for answers",
  deploy: "move traffic, to versions that were approved",
  approve: "vote on requests that others made",
  admin: "give roles, make tokens for programs, sign the record",
};

export interface Person {
  entry: PrincipalEntry;
  here: Grant[];
  everywhere: Grant[];
}

/** Everybody with the roles they have here, and in all projects. */
export function peopleOf(principals: readonly PrincipalEntry[], grants: readonly Grant[], project: string, now: number): Person[] {
  const isOn = ({ expires_at }: Grant): boolean => expires_at === null || Date.parse(expires_at) > now;
  return principals.map((entry) => {
    const theirs = grants.filter((grant) => grant.principal === entry.id && isOn(grant));
    return { entry, here: theirs.filter((grant) => grant.project === project), everywhere: theirs.filter((grant) => grant.project === "*") };
  });
}
