/** What the API says when it refuses, in its own words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly what: string,
    readonly why: string,
    readonly hint: string,
    readonly requestId: string,
  ) {
    super(what);
    this.name = "ApiError";
  }
}

/** Any failure as an `ApiError`: panels show one kind of error, whatever went wrong. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof TypeError) {
    const hint = "Check the connection; the page tries again by itself.";
    return new ApiError(0, "unreachable", "The server does not answer", error.message, hint, "");
  }
  const what = error instanceof Error ? error.message : String(error);
  return new ApiError(0, "interface-bug", what, "This is a fault of the interface, not of your data.", "Reload the page.", "");
}

interface Body {
  error?: { code?: string; what?: string; why?: string; hint?: string; request_id?: string };
}

/** The error of an answer that is none; also of a proxy's HTML page, which is not the API's. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as Body;
  const said = body.error ?? {};
  const requestId = said.request_id ?? response.headers.get("x-request-id") ?? "";
  const what = said.what ?? `The server answered ${response.status}`;
  return new ApiError(response.status, said.code ?? "http", what, said.why ?? "", said.hint ?? "", requestId);
}
