import { expect, test } from "vitest";
import type { OperationId } from "./call";
import calls from "./examples/calls.json";
import { python, shell, snippetOf } from "./snippet";

const AT = { url: "http://127.0.0.1:7700", project: "airline" };

test("calls as text: tests/unit/server/test_snippets.py runs these very texts", async () => {
  const texts = calls.map(({ id, params }) => ({ id, ...snippetOf(id as OperationId, params as never, AT) }));
  await expect(`${JSON.stringify(texts, null, 2)}\n`).toMatchFileSnapshot("./examples/texts.json");
});

test("a shell and Python read back what was meant, whatever is in it", () => {
  expect(shell("it's")).toBe(`'it'\\''s'`);
  expect(python({ a: [1, null, true], b: "\"\n" })).toBe(`{"a": [1, None, True], "b": "\\"\\n"}`);
  expect(python(1e21)).toBe("1e+21");
});

test("long calls are broken into lines, bytes come from a file", () => {
  const long = snippetOf("runs.search", { filter: "x".repeat(80), limit: 1 }, AT);
  expect(long.python.split("\n")).toHaveLength(7);
  const bytes = snippetOf("blobs.put", { digest: "ab", body: "" }, AT);
  expect(bytes.curl).toContain("--data-binary @FILE");
  expect(bytes.python).toContain('body=open("FILE", "rb").read()');
});
