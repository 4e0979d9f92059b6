import { refPath } from "../../format/ref";

/** A path as it is; a Ref as the page of its object in the project of the address bar. */
export function projectPath(to: string): string {
  if (to.startsWith("/") && !to.startsWith("//")) return to;
  const project = /\/p\/([^/]+)/.exec(globalThis.location?.pathname ?? "")?.[1] ?? "-";
  return refPath(to, decodeURIComponent(project));
}
