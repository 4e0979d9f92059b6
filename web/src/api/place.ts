/** Where the interface lives: the prefix before `/p/…`, and with it the address of the API. */

function rootPath(): string {
  if (import.meta.env.DEV) return "/"; // Vite serves one page for all paths, with nothing filled in
  const said = document.querySelector<HTMLMetaElement>('meta[name="flyball-root"]')?.content || "/";
  // The server writes a path relative to the page, since behind a proxy it may not know its own prefix.
  return new URL(said, location.href).pathname;
}

/** The path prefix, always with a slash at its end; read once, while the page's address is still the first one. */
export const ROOT = typeof document === "undefined" ? "/" : rootPath();
export const API = `${ROOT}api/v1`;

/** The address a program on another machine would use. */
export function serverUrl(): string {
  return (location.origin + ROOT).replace(/\/$/, "");
}

let project = "";

/** The project of the page that is open; set by the router before anything of the page loads. */
export function currentProject(): string {
  return project;
}

export function setCurrentProject(name: string): void {
  project = name;
}
