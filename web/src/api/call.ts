import { asApiError, errorOf } from "./errors";
import { ROUTES, type AnswerOf, type ParamsOf } from "./operations";
import { API, currentProject } from "./place";
import { sessionEnded } from "./session";

export type OperationId = keyof ParamsOf;
export type Params<K extends OperationId> = ParamsOf[K];
export type Answer<K extends OperationId> = AnswerOf[K];

export interface CallInit {
  signal?: AbortSignal;
  /** Repeating a change under the same key does it once. */
  key?: string;
  /** Another project than the page's. */
  project?: string;
}

/** One request, ready to send or to print. */
export interface Request {
  method: string;
  path: string;
  query: string;
  body: string | BodyInit | null;
  isBytes: boolean;
  answersBytes: boolean;
}

const IN_PATH = /\{(\w+)(:path)?\}/g;

/** The permission that an operation asks for. */
export function permissionOf(id: OperationId): string {
  return ROUTES[id].split(" ")[2] ?? "";
}

/** Where each parameter goes: those named in the path there; of the rest, GET and DELETE have a query, others a body. */
export function requestOf<K extends OperationId>(id: K, params: Params<K>): Request {
  const [verb = "", template = ""] = ROUTES[id].split(" ");
  const method = verb.replace(/[!*]/g, "");
  const isBytes = verb.includes("!");
  const left = new Map(Object.entries(params).filter(([, value]) => value !== undefined));
  const path = template.replace(IN_PATH, (_, name: string, isWhole?: string) => {
    const value = String(left.get(name) ?? "");
    left.delete(name);
    return isWhole ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value);
  });
  const bytes = isBytes ? (left.get("body") as BodyInit) : null;
  if (isBytes) left.delete("body");
  const inQuery = isBytes || method === "GET" || method === "DELETE";
  return {
    method,
    path,
    query: inQuery ? queryOf(left) : "",
    body: isBytes ? bytes : inQuery ? null : JSON.stringify(Object.fromEntries(left)),
    isBytes,
    answersBytes: verb.includes("*"),
  };
}

/** Runs an operation by its id; whatever fails is an `ApiError`. */
export async function call<K extends OperationId>(id: K, params: Params<K>, init: CallInit = {}): Promise<Answer<K>> {
  const { method, path, query, body, isBytes, answersBytes } = requestOf(id, params);
  const headers: Record<string, string> = { accept: answersBytes ? "*/*" : "application/json" };
  const project = init.project ?? currentProject();
  if (project) headers["flyball-project"] = project;
  if (body !== null) headers["content-type"] = isBytes ? "application/octet-stream" : "application/json";
  if (init.key) headers["idempotency-key"] = init.key;
  try {
    const response = await fetch(API + path + query, { method, headers, body, signal: init.signal ?? null });
    if (!response.ok) throw await errorOf(response);
    if (response.status === 204) return null as Answer<K>;
    return (answersBytes ? await response.blob() : await response.json()) as Answer<K>;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    const failure = asApiError(error);
    if (failure.status === 401) sessionEnded();
    throw failure;
  }
}

/** A key for one change. `randomUUID` exists on secure origins only, and a server may be reached by plain HTTP. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function queryOf(values: Map<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of values) {
    if (value === null) continue; // a query has no word for null; leaving out means the same
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const text = query.toString();
  return text && `?${text}`;
}
