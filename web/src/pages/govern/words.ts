/** Small readings of what the records say, shared by Home and the pages of Govern. */
import { currentProject } from "../../api/place";
import { pathOf } from "../../app/routes";

/** "dana" of `user:dana`; what nobody did by hand says so. */
export function personOf(principal: string): string {
  if (principal === "system:policy" || principal === "policy") return "the policy";
  return principal.replace(/^(user|service|system):/, "");
}

export function pageOf(path: string): string {
  return pathOf(currentProject(), path);
}

/** The page that tells where a thing came from. */
export function whyOf(ref: string): string {
  return pageOf(`why/${encodeURIComponent(ref).replaceAll("%40", "@").replaceAll("%3A", ":").replaceAll("%2F", "/")}`);
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** "29 Nov 2013": what a person remembers of a date; the exact moment belongs into the title. */
export function dayOf(at: string | number): string {
  return DAY.format(new Date(at));
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
