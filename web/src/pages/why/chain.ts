/** The links of a chain in the order in which a person asks: from the answer back to the rows. */
import type { Facts, Why } from "../../api/operations";

export interface Stage {
  id: string;
  title: string;
  links: Facts[];
}

const STAGES: readonly (readonly [id: string, title: string, kinds: readonly string[]])[] = [
  ["answer", "The answer", ["prediction"]],
  ["who", "Who answered", ["deployment"]],
  ["model", "The model", ["model"]],
  ["approval", "Who let it", ["approval"]],
  ["evidence", "On what evidence", ["evaluation"]],
  ["cause", "Why it was trained", ["cycle", "loop"]],
  ["run", "How it was made", ["run", "study", "trial", "experiment", "pipeline"]],
  ["code", "With what code, where", ["code", "environment"]],
  ["features", "From which features", ["feature-service", "features"]],
  ["data", "From which rows", ["dataset"]],
  ["source", "Where they came from", ["source"]],
];

export function stagesOf(why: Why): Stage[] {
  const told = why.links.map((link) => retold(link, why.links));
  const known = new Set(STAGES.flatMap(([, , kinds]) => kinds));
  const stages = STAGES.map(([id, title, kinds]) => ({ id, title, links: told.filter(({ ref }) => kinds.includes(kindOf(ref))) }));
  const rest = told.filter(({ ref }) => !known.has(kindOf(ref)));
  return [...stages, { id: "rest", title: "And", links: rest }].filter(({ links }) => links.length > 0);
}

export function kindOf(ref: string): string {
  return ref.split(":", 1)[0] ?? "";
}

/** What only names itself is told from what its neighbours know of it; a deployment is told as it was then. */
function retold(link: Facts, all: readonly Facts[]): Facts {
  const kind = kindOf(link.ref);
  const then = all.find(({ ref }) => kindOf(ref) === "prediction")?.facts["policy_gen"];
  if (kind === "deployment" && typeof then === "number" && then !== link.facts["policy_gen"]) {
    return { ...link, sentence: `${link.ref} answered under its policy ${then}, in force then. Today ${link.sentence}` };
  }
  if (Object.keys(link.facts).length > 0) return link;
  const name = link.ref.slice(kind.length + 1);
  const runs = all.filter(({ ref, facts }) => kindOf(ref) === "run" && facts[kind] === name);
  const run = runs[0];
  if (kind === "code" && run) {
    const commit = String(run.facts["commit"] ?? "").slice(0, 10);
    const state = run.facts["uncommitted_changes"] === true ? "with changes that were not committed" : "nothing uncommitted";
    const where = commit ? `: commit ${commit} on ${String(run.facts["branch"] ?? "a branch")}, ${state}` : "";
    return { ...link, sentence: `The code is kept under ${name.slice(0, 12)}${where}.`, facts: { digest: name, commit: run.facts["commit"] ?? null, branch: run.facts["branch"] ?? null, used_by: runs.map(({ ref }) => ref) } };
  }
  if (kind === "environment") {
    return { ...link, sentence: `The environment, interpreter and packages, is kept under ${name.slice(0, 12)}.`, facts: { digest: name, used_by: runs.map(({ ref }) => ref) } };
  }
  if (kind === "evaluation") {
    const subjects = all.filter(({ facts }) => Array.isArray(facts["evidence"]) && (facts["evidence"] as string[]).some((line) => line.endsWith(link.ref)));
    const about = subjects.map(({ facts }) => String(facts["subject"] ?? "")).filter(Boolean);
    return { ...link, sentence: about.length ? `The evaluation of ${about.join(" and ")}, shown when approval was asked for.` : "An evaluation." };
  }
  if (kind === "source") return { ...link, sentence: `The source ${name}.` };
  return link;
}

/** The answer as a graph: what was made from what, left to right. */
export function graphOf(why: Why) {
  const nodes = why.links.map(({ ref, sentence }) => ({ id: ref, kind: kindOf(ref), label: labelOf(ref), note: sentence }));
  const known = new Set(nodes.map(({ id }) => id));
  const drawn = new Set(why.edges.filter(({ kind }) => kind !== "from").map(({ src, dst }) => `${src} ${dst}`));
  // What a cycle names as its own came from it: lineage has that the right way round, the facts the other.
  const isTwice = ({ src, dst, kind }: Why["edges"][number]): boolean => kind === "from" && (kindOf(dst) === "cycle" || drawn.has(`${dst} ${src}`));
  const edges = why.edges.filter((edge) => known.has(edge.src) && known.has(edge.dst) && !isTwice(edge)).map(({ src, dst, kind }) => ({ from: src, to: dst, label: kind }));
  return { nodes, edges };
}

export function labelOf(ref: string): string {
  const name = ref.slice(kindOf(ref).length + 1);
  return /^[0-9a-f]{20,}/.test(name) ? `${name.slice(0, 4)}…${name.slice(-6)}` : name;
}
