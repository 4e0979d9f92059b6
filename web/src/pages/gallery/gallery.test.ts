import { expect, test } from "vitest";
import charts from "../../components/CHARTS.md?raw";
import readme from "../../components/README.md?raw";
import { PARTS } from "./about";
import { propsOf } from "./props";

const FILES = Object.keys(import.meta.glob("../../components/*/*.examples.tsx")).map((path) => path.split("/").at(-2)!);

test("the gallery shows every component that has examples, and no other", () =>
  expect(PARTS.map((part) => part.name).sort()).toEqual(FILES.sort()));

test.each(PARTS.map((part) => part.name))("the props of %s are written down", (name) =>
  expect(propsOf(name, [readme, charts]).length).toBeGreaterThan(0),
);
