/** Refs, the one address of everything: `[project/]kind:name[@version|@alias]`, and the page each opens. */

export interface Ref {
  kind: string;
  name: string;
  selector: string | null;
  project: string | null;
}

const REF =
  /^(?:([a-z0-9][a-z0-9_-]{0,63})\/)?([a-z][a-z-]{0,31}):([A-Za-z0-9][A-Za-z0-9._/[\]-]{0,254})(?:@([A-Za-z0-9][A-Za-z0-9._~-]{0,127}))?$/;

/** Kinds with a page of their own; every other kind opens its "why". */
const AREA: Record<string, string> = {
  approval: "approvals",
  evaluation: "evaluations",
  pipeline: "pipelines",
  dataset: "data",
  features: "features",
  "feature-service": "features",
  run: "runs",
  experiment: "experiments",
  study: "studies",
  model: "models",
  deployment: "deployments",
  monitor: "monitor",
  incident: "incidents",
  loop: "loops",
};

export function parseRef(text: string): Ref | null {
  const match = REF.exec(text);
  if (!match) return null;
  const [, project, kind = "", name = "", selector] = match;
  return { kind, name, selector: selector ?? null, project: project ?? null };
}

export function refText(ref: Ref): string {
  return `${ref.project ? `${ref.project}/` : ""}${ref.kind}:${ref.name}${ref.selector ? `@${ref.selector}` : ""}`;
}

/** The page of the object a Ref names; `project` is the current one, used when the Ref names none. */
export function refPath(ref: Ref | string, project: string): string {
  const parsed = typeof ref === "string" ? parseRef(ref) : ref;
  if (!parsed) return `/p/${segment(project)}/ref/${segment(String(ref))}`;
  const home = `/p/${segment(parsed.project ?? project)}`;
  if (parsed.kind === "project") return `/p/${segment(parsed.name)}`;
  const area = AREA[parsed.kind];
  if (!area) return `${home}/why/${segment(refText({ ...parsed, project: null }))}`;
  const selector = parsed.selector ? `@${segment(parsed.selector)}` : "";
  return `${home}/${area}/${parsed.name.split("/").map(segment).join("/")}${selector}`;
}

/** What a person reads: the name and version; an id of 32 hex digits is cut in the middle. */
export function refLabel(ref: Ref): string {
  const name = /^[0-9a-f]{32}/.test(ref.name) ? middle(ref.name) : ref.name;
  return ref.selector ? `${name}@${ref.selector}` : name;
}

/** Cuts an id in the middle, where it carries the least: ids of one minute share their beginning. */
export function middle(text: string, head = 4, tail = 6): string {
  const letters = [...text];
  if (letters.length <= head + tail + 1) return text;
  return `${letters.slice(0, head).join("")}…${letters.slice(-tail).join("")}`;
}

// `@`, `:` and `/` may stand in a path as they are, and stay readable
function segment(text: string): string {
  return encodeURIComponent(text).replaceAll("%40", "@").replaceAll("%3A", ":").replaceAll("%2F", "/");
}
