import { expect, it } from "vitest";
import type { Grant, PrincipalEntry } from "../../api/operations";
import { peopleOf } from "./roles";

const ana: PrincipalEntry = { id: "user:ana", kind: "user", name: "Ana", owner: "", created_at: "", disabled_at: null };
const grant = (project: string, expires_at: string | null = null): Grant => ({ principal: "user:ana", role: "editor", project, granted_by: "", granted_at: "", expires_at });

it("roles of other projects and those that ran out do not count here", () => {
  const [person] = peopleOf([ana], [grant("p"), grant("q"), grant("*"), grant("p", "2020-01-01T00:00:00Z")], "p", Date.parse("2021-01-01T00:00:00Z"));
  expect([person!.here.length, person!.everywhere.length]).toEqual([1, 1]);
});
