import { describe, expect, test } from "vitest";
import { middle, parseRef, refLabel, refPath, refText } from "./ref";

describe("a Ref", () => {
  test.each(["dataset:flights@12", "airline/model:late-flight@champion", "run:0193", "prediction:0193a.2"])(
    "%s prints as it was read",
    (text) => {
      const ref = parseRef(text);
      expect(ref && refText(ref)).toBe(text);
    },
  );

  test.each(["", "model", "Model:x", "model:", "model:a b", "model:x@", "<b>:x", "model:x\n"])("%j is none", (text) =>
    expect(parseRef(text)).toBeNull(),
  );
});

test("the page of an object mirrors its Ref", () => {
  expect(refPath("model:late-flight@4", "airline")).toBe("/p/airline/models/late-flight@4");
  expect(refPath("other/dataset:flights", "airline")).toBe("/p/other/data/flights");
  expect(refPath("prediction:7a.2", "airline")).toBe("/p/airline/why/prediction:7a.2");
  expect(refPath("project:cargo", "airline")).toBe("/p/cargo");
});

test("what is no Ref cannot leave its place in the path", () => {
  expect(refPath("?x=1#y <b>", "airline")).toBe("/p/airline/ref/%3Fx%3D1%23y%20%3Cb%3E");
});

test("long ids are cut in the middle, names are not", () => {
  expect(middle("0193a7c2d4e5f60718293a4b5c6d7e8f")).toBe("0193…6d7e8f");
  expect(middle("short")).toBe("short");
  const run = parseRef("run:0193a7c2d4e5f60718293a4b5c6d7e8f");
  expect(run && refLabel(run)).toBe("0193…6d7e8f");
});
