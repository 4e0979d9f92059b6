import { describe, expect, it } from "vitest";
import { piecesOf } from "./said";

describe("the Refs of a sentence", () => {
  it("are found, and the full stop stays with the sentence", () => {
    expect(piecesOf("It serves model:late-flight@14.")).toEqual([
      { kind: "text", text: "It serves " },
      { kind: "ref", text: "model:late-flight@14" },
      { kind: "text", text: "." },
    ]);
  });
  it("are no words that only look like one", () => {
    expect(piecesOf("the gates said: better; note:this")).toEqual([{ kind: "text", text: "the gates said: better; note:this" }]);
  });
  it("stand beside the people it names", () => {
    expect(piecesOf("user:dana asked").map(({ kind }) => kind)).toEqual(["person", "text"]);
  });
});
