import { expect, test } from "vitest";
import { formatBytes } from "./bytes";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1536, "1.54 kB"],
  [999_600, "1 MB"],
  [204_000_000, "204 MB"],
  [5.12e12, "5.12 TB"],
])("%i bytes are %s", (size, text) => expect(formatBytes(size).replace("\u202f", " ")).toBe(text));

test("an unknown size is a dash", () => expect(formatBytes(null)).toBe("–"));
