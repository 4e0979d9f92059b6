import { expect, test } from "vitest";
import { PAGES, pathOf, strayFiles } from "./routes";

test("every page that has a file has a line in the table", () => {
  expect(strayFiles()).toEqual([]);
});

test("no two pages share an address or a key", () => {
  const paths = PAGES.map(({ path }) => path.replace(/\$\w+/g, "$"));
  const keys = PAGES.flatMap(({ nav }) => (nav?.key ? [nav.key] : []));
  expect(new Set(paths).size).toBe(paths.length);
  expect(new Set(keys).size).toBe(keys.length);
});

test("a page of one object stands behind a list or has a title of its own", () => {
  const lists = new Set(PAGES.map(({ path }) => path));
  for (const { path, title } of PAGES.filter(({ path }) => path.includes("/"))) {
    expect(lists.has(path.split("/")[0]!) || title !== "", path).toBe(true);
  }
});

test("addresses carry the project", () => {
  expect(pathOf("airline", "")).toBe("/p/airline");
  expect(pathOf("airline", "models")).toBe("/p/airline/models");
});
