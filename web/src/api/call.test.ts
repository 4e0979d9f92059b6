import { expect, test } from "vitest";
import { newKey, permissionOf, requestOf } from "./call";
import { ApiError, asApiError, errorOf } from "./errors";
import { touched } from "./touched";

test("path parameters go into the path, the rest of a GET into the query", () => {
  const { method, path, query, body } = requestOf("models.get_version", { name: "a/b c", selector: "champion" } as never);
  expect([method, path, query, body]).toEqual(["GET", "/models/a%2Fb%20c/versions/champion", "", null]);
  expect(requestOf("runs.list_runs", { limit: 5, state: "running", experiment: null }).query).toBe("?limit=5&state=running");
});

test("a path of several segments keeps its slashes", () => {
  expect(requestOf("runs.artifact", { id: "1", path: "plots/a b.png" }).path).toBe("/runs/1/artifacts/plots/a%20b.png");
});

test("what is not in the path of a change is its JSON body", () => {
  const { path, body, query } = requestOf("runs.set_tags", { id: "1", tags: { a: "b" } } as never);
  expect(path).toBe("/runs/1/tags");
  expect(query).toBe("");
  expect(JSON.parse(body as string)).toEqual({ tags: { a: "b" } });
});

test("lists repeat their name in a query, undefined is left out", () => {
  const { query } = requestOf("access.can", { permissions: ["data.read", "data.write"], ref: undefined } as never);
  expect(query).toBe("?permissions=data.read&permissions=data.write");
});

test("bytes are the body as they are", () => {
  const request = requestOf("blobs.put", { digest: "ab", body: "raw" });
  expect([request.isBytes, request.body, request.path]).toEqual([true, "raw", "/blobs/ab"]);
  expect(requestOf("audit.export", {}).answersBytes).toBe(true);
});

test("the permission comes with the route", () => {
  expect(permissionOf("runs.list_runs")).toBe("tracking.read");
});

test("keys are 128 bits and new each time", () => {
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(newKey()).not.toBe(newKey());
});

test("the server's sentence arrives, and a proxy's page is an error too", async () => {
  const said = { error: { code: "forbidden", what: "no", why: "role", hint: "ask", request_id: "r1" } };
  const ours = await errorOf(new Response(JSON.stringify(said), { status: 403 }));
  expect([ours.status, ours.code, ours.what, ours.hint, ours.requestId]).toEqual([403, "forbidden", "no", "ask", "r1"]);
  const theirs = await errorOf(new Response("<html>", { status: 502, headers: { "x-request-id": "r2" } }));
  expect([theirs.code, theirs.what, theirs.requestId]).toEqual(["http", "The server answered 502", "r2"]);
  expect(asApiError(new TypeError("Failed to fetch")).code).toBe("unreachable");
  expect(asApiError(ours)).toBeInstanceOf(ApiError);
});

test("an event touches the noun of its Ref, what follows from it, and the trail", () => {
  const nouns = touched([{ ref: "airline/model:late-flight@4", kind: "alias.moved" }]);
  expect([...nouns]).toEqual(expect.arrayContaining(["models", "deployments", "audit"]));
  expect(nouns.has("runs")).toBe(false);
  expect(touched([]).size).toBe(0);
});
