/** Definitions of features in words. */
import type { ServiceVersion, ViewVersion } from "../../api/operations";
import { spanText } from "./span";
import { pageOf } from "../models/words";

export type Feature = ViewVersion["view"]["features"][number];

export function featurePath(name: string, version?: number | string | null): string {
  return pageOf(`features/${encodeURIComponent(name)}${version === undefined || version === null ? "" : `@${version}`}`);
}

/** "share of late in the last 3 h" */
export function computed(feature: Feature): string {
  if (feature.type === "latest") return `${feature.column} of the newest row`;
  const { kind, column, window_s, where } = feature;
  const span = window_s === null ? "in the whole life" : `in the last ${spanText(window_s)}`;
  const rows = where ? ` of rows with ${where}` : "";
  if (kind === "count") return `number of rows${where ? ` with ${where}` : ""} ${span}`;
  if (kind === "since_last") return `seconds since the last row${where ? ` with ${where}` : ""} ${span}`;
  return `${KINDS[kind]} ${column ?? "rows"}${rows} ${span}`;
}

const KINDS: Record<string, string> = {
  last: "newest",
  max: "greatest",
  mean: "mean",
  min: "least",
  rate: "share of",
  std: "standard deviation of",
  sum: "sum of",
  var: "variance of",
};

/** The windows of a view, shortest first, each once: "3 h, 1 d, 7 d". */
export function windowsOf({ view }: ViewVersion): string {
  const spans = view.features.flatMap((feature) => (feature.type === "aggregate" ? [feature.window_s ?? Number.POSITIVE_INFINITY] : []));
  const said = [...new Set(spans)].toSorted((a, b) => a - b).map((span) => (Number.isFinite(span) ? spanText(span) : "whole life"));
  return said.length ? said.join(", ") : "newest row";
}

export interface Output {
  name: string;
  /** What it is taken or computed from. */
  from: string;
  to: string | null;
  how: string;
}

/** Every feature of a service, in the order in which they are answered unless `outputs` says another. */
export function outputsOf({ service, views }: ServiceVersion): Output[] {
  const members = service.members.flatMap((member, i) => {
    const view = views[i];
    if (!view) return [];
    return view.view.features.map((feature): Output => ({
      name: `${member.prefix}${feature.name}`,
      from: `${view.view.name}@${view.version}`,
      to: featurePath(view.view.name, view.version),
      how: `${computed(feature)}, by ${keysOf(service.members[i]!, view).join(", ")}`,
    }));
  });
  const request = service.request.map((name): Output => ({ name, from: "the request", to: null, how: "as it is in the request" }));
  const expressions = service.expressions.map((path): Output => ({ name: path.split(":").at(-1) ?? path, from: "an expression", to: null, how: path }));
  const all = [...members, ...request, ...expressions];
  if (service.outputs.length === 0) return all;
  return service.outputs.map((name) => all.find((one) => one.name === name) ?? { name, from: "an expression", to: null, how: "named by an expression" });
}

/** The request columns that hold a member's keys. */
export function keysOf(member: ServiceVersion["service"]["members"][number], view: ViewVersion): readonly string[] {
  return member.keys.length ? member.keys : view.view.keys;
}

/** What one has to say to read a service: keys of its members, then what the request brings. */
export function inputsOf(service: ServiceVersion): { keys: string[]; request: string[] } {
  const keys = service.service.members.flatMap((member, i) => (service.views[i] ? keysOf(member, service.views[i]) : []));
  const unique = [...new Set(keys)];
  return { keys: unique, request: service.service.request.filter((name) => !unique.includes(name)) };
}
