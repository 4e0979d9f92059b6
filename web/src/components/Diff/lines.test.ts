import { describe, expect, test } from "vitest";
import { diffLines, folded, type Line } from "./lines";

const marks = (lines: Line[]) => lines.map((line) => `${{ same: " ", gone: "-", new: "+" }[line.kind]}${line.text}`).join("|");
const before = (lines: Line[]) => lines.filter((line) => line.kind !== "new").map((line) => line.text).join("\n");
const after = (lines: Line[]) => lines.filter((line) => line.kind !== "gone").map((line) => line.text).join("\n");

test.each([
  ["a\nb\nc", "a\nx\nc", " a|-b|+x| c"],
  ["", "a", "+a"],
  ["a", "", "-a"],
  ["a\nb", "a\nb", " a| b"],
  ["a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc", "-a|-b| c|+b| a| b|-b| a|+c"],
])("%j to %j", (from, to, marked) => expect(marks(diffLines(from, to))).toBe(marked));

describe("whatever the texts", () => {
  // a small fixed generator, so that a failure can be repeated
  let seed = 7;
  const next = (limit: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % limit;
  };
  const text = () => Array.from({ length: next(20) + 1 }, () => "abc"[next(3)]).join("\n");
  test("kept and gone lines are the first text, kept and new lines the second", () => {
    for (let round = 0; round < 300; round += 1) {
      const [from, to] = [text(), text()];
      const lines = diffLines(from, to);
      expect([before(lines), after(lines)]).toEqual([from, to]);
    }
  });
});

test("a text that has nothing in common is out and in, quickly", () => {
  const from = Array.from({ length: 5000 }, (_, at) => `a${at}`).join("\n");
  const to = Array.from({ length: 5000 }, (_, at) => `b${at}`).join("\n");
  const lines = diffLines(from, to);
  expect(lines.length).toBe(10_000);
});

test("stretches without a change are folded", () => {
  const from = Array.from({ length: 30 }, (_, at) => `line ${at}`).join("\n");
  const chunks = folded(diffLines(from, from.replace("line 15", "other")), 2);
  expect(chunks.map((chunk) => [chunk.kind, chunk.lines.length])).toEqual([["skipped", 13], ["lines", 6], ["skipped", 12]]);
});
