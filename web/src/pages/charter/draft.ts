/** A charter while it is written: every field is text, and becomes a charter only when all of it reads. */
import type { Charter, CharterInput, GuardrailInput, KpiInput } from "../../api/operations";

export type Row = Record<string, string>;

export interface Draft {
  problem: string;
  decision: string;
  users_affected: string;
  review_every_days: string;
  kpis: Row[];
  guardrails: Row[];
  owners: Row[];
}

export const NEW_KPI: Row = { name: "", unit: "share", direction: "up", formula: "", baseline: "", target: "", minimum_acceptable: "", owner: "" };
export const NEW_GUARDRAIL: Row = { metric: "", bound: "", slice: "", direction: "up" };
export const NEW_OWNER: Row = { role: "", person: "" };

const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

export function draftOf(body: Charter | undefined): Draft {
  const row = (of: object): Row => Object.fromEntries(Object.entries(of).map(([name, value]) => [name, text(value)]));
  return {
    problem: body?.problem ?? "",
    decision: body?.decision ?? "",
    users_affected: body?.users_affected ?? "",
    review_every_days: String(body?.review_every_days ?? 90),
    kpis: body ? body.kpis.map(row) : [NEW_KPI],
    guardrails: body?.guardrails.map(row) ?? [],
    owners: Object.entries(body?.owners ?? {}).map(([role, person]) => ({ role, person })),
  };
}

/** By the place of a field (`kpis.0.target`) what is wrong with it. */
export type Faults = Record<string, string>;

export function faultsOf(draft: Draft): Faults {
  const faults: Faults = {};
  const number = (place: string, value: string | undefined, isNeeded = false): void => {
    if (value?.trim() ? Number.isNaN(Number(value)) : isNeeded) faults[place] = "a number";
  };
  if (!draft.problem.trim()) faults["problem"] = "Say what is wrong today";
  const days = Number(draft.review_every_days);
  if (!Number.isInteger(days) || days < 1 || days > 3650) faults["review_every_days"] = "days, from 1 to 3650";
  for (const [i, kpi] of draft.kpis.entries()) {
    if (!kpi["name"]?.trim()) faults[`kpis.${i}.name`] = "a name";
    for (const name of ["baseline", "target", "minimum_acceptable"]) number(`kpis.${i}.${name}`, kpi[name]);
  }
  for (const [i, rail] of draft.guardrails.entries()) {
    if (!rail["metric"]?.trim()) faults[`guardrails.${i}.metric`] = "a metric";
    number(`guardrails.${i}.bound`, rail["bound"], true);
  }
  for (const [i, owner] of draft.owners.entries()) {
    if (!owner["role"]?.trim()) faults[`owners.${i}.role`] = "a role";
    if (draft.owners.findIndex(({ role }) => role === owner["role"]) !== i) faults[`owners.${i}.role`] = "each role once";
  }
  return faults;
}

/** Only for a draft without faults. */
export function charterOf(draft: Draft): CharterInput {
  const number = (value: string | undefined): number | null => (value?.trim() ? Number(value) : null);
  const way = (row: Row): "down" | "up" => (row["direction"] === "down" ? "down" : "up");
  return {
    problem: draft.problem.trim(),
    decision: draft.decision.trim(),
    users_affected: draft.users_affected.trim(),
    review_every_days: Number(draft.review_every_days),
    kpis: draft.kpis.map((row): KpiInput => ({
      name: row["name"]!.trim(), unit: row["unit"] ?? "", direction: way(row), formula: row["formula"] ?? "", owner: row["owner"] ?? "",
      baseline: number(row["baseline"]), target: number(row["target"]), minimum_acceptable: number(row["minimum_acceptable"]),
    })),
    guardrails: draft.guardrails.map((row): GuardrailInput => ({ metric: row["metric"]!.trim(), bound: Number(row["bound"]), slice: row["slice"] ?? "", direction: way(row) })),
    owners: Object.fromEntries(draft.owners.map(({ role = "", person = "" }) => [role.trim(), person.trim()])),
  };
}
