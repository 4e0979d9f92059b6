import { describe, expect, test } from "vitest";
import { type Kind, type Language, tokens } from "./tokens";

const of = (text: string, language: Language, kind: Kind) =>
  tokens(text, language)
    .filter((token) => token.kind === kind)
    .map((token) => token.text);

const SAMPLES: [Language, string][] = [
  ["python", 'import flyball  # the SDK\nws = flyball.connect("https://x")\nws.runs.get(f"a{1}", n=1_000)'],
  ["bash", 'curl -H "Authorization: Bearer $TOKEN" \\\n  --data \'{"a": 1}\' https://x/#top # end'],
  ["json", '{"a": [1, -2.5e3, true, null], "b": "x\\"y"}'],
  ["sql", "SELECT 'it''s' AS a -- note\nFROM t WHERE n >= 10"],
  ["yaml", "name: late-flight # why\nretries: 3\nlive: true\nlist:\n  - key: 'x'"],
  ["text", "anything"],
];

describe("tokens joined again are the text", () => {
  test.each(SAMPLES)("%s", (language, text) =>
    expect(
      tokens(text, language)
        .map((token) => token.text)
        .join(""),
    ).toBe(text),
  );
  test.each(["'", '"""', "/*", "#", '"\\', "", "\u202e<b>"])("also when it is broken: %j", (text) => {
    for (const [language] of SAMPLES)
      expect(
        tokens(text, language)
          .map((token) => token.text)
          .join(""),
      ).toBe(text);
  });
});

test("a keyword inside a string is a string", () => {
  expect(of('x = "import this" # if', "python", "keyword")).toEqual([]);
  expect(of("select 'from'", "sql", "keyword")).toEqual(["select"]);
});

test("the hash of an address does not begin a comment", () =>
  expect(of("curl https://x/#top # end", "bash", "comment")).toEqual(["# end"]));

test("the keys of an object are told from its values", () => {
  expect(of('{"a": "b"}', "json", "name")).toEqual(['"a"']);
  expect(of('{"a": "b"}', "json", "string")).toEqual(['"b"']);
  expect(of("a: 'b'", "yaml", "name")).toEqual(["a"]);
});
