import { permissionOf, requestOf, type OperationId, type Params } from "./call";
import { currentProject, serverUrl } from "./place";

/** One call of a page, for showing. */
export type ShownCall = { [K in OperationId]: { id: K; params: Params<K> } }[OperationId];

export interface Snippet {
  curl: string;
  python: string;
  needs: string;
}

/** What stands where the reader's own token goes; both texts read it from the environment and run as they are. */
export const TOKEN_LINE = "export FLYBALL_TOKEN=fly_…";

/** A call as text for a shell and for Python, with the address and project of this very page. */
export function snippetOf<K extends OperationId>(
  id: K,
  params: Params<K>,
  at: { url: string; project: string } = { url: serverUrl(), project: currentProject() },
): Snippet {
  return { curl: curlOf(id, params, at), python: pythonOf(id, params, at), needs: permissionOf(id) };
}

function curlOf<K extends OperationId>(id: K, params: Params<K>, at: { url: string; project: string }): string {
  const { method, path, query, body, isBytes, answersBytes } = requestOf(id, params);
  const lines = [`curl -sS ${method === "GET" ? "" : `-X ${method} `}${shell(`${at.url}/api/v1${path}${query}`)}`];
  lines.push('-H "Authorization: Bearer $FLYBALL_TOKEN"');
  if (at.project) lines.push(`-H ${shell(`Flyball-Project: ${at.project}`)}`);
  if (isBytes) lines.push("-H 'Content-Type: application/octet-stream'", "--data-binary @FILE");
  else if (typeof body === "string") lines.push("-H 'Content-Type: application/json'", `-d ${shell(body)}`);
  if (answersBytes) lines.push("-o FILE");
  return lines.join(" \\\n  ");
}

function pythonOf<K extends OperationId>(id: K, params: Params<K>, at: { url: string; project: string }): string {
  const [noun, verb] = id.split(".");
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  const words = given.map(([name, value]) => `${name}=${takesBytes(id, name) ? 'open("FILE", "rb").read()' : python(value)}`);
  const inline = words.join(", ");
  const call = inline.length > 70 ? `(\n        ${words.join(",\n        ")},\n    )` : `(${inline})`;
  const project = at.project ? `, project=${python(at.project)}` : "";
  return [
    "import flyball",
    "",
    `with flyball.connect(${python(at.url)}${project}) as ws:  # takes FLYBALL_TOKEN`,
    `    print(ws.${noun}.${verb}${call})`,
  ].join("\n");
}

function takesBytes(id: OperationId, name: string): boolean {
  return name === "body" && requestOf(id, { body: "" } as never).isBytes;
}

/** Quoted for a POSIX shell, whatever is in it. */
export function shell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A JSON value as a Python literal. */
export function python(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value).map(([name, inner]) => `${python(name)}: ${python(inner)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}
