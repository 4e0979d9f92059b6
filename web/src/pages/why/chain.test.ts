import { describe, expect, it } from "vitest";
import type { Facts, Why } from "../../api/operations";
import { graphOf, stagesOf } from "./chain";

const link = (ref: string, facts: Facts["facts"] = {}): Facts => ({ ref, sentence: `${ref}.`, facts, parents: [] });
const why: Why = {
  ref: "prediction:7", sentences: [], is_complete: true,
  links: [
    link("source:flights"), link("code:abcdef"), link("model:m@1", { digest: "d" }), link("prediction:7", { score: 1 }),
    link("run:r", { code: "abcdef", commit: "0123456789abcdef", branch: "main", uncommitted_changes: true }), link("cycle:c", { number: 1 }), link("thing:x"),
  ],
  edges: [
    { src: "cycle:c", dst: "run:r", kind: "started" }, { src: "run:r", dst: "cycle:c", kind: "from" },
    { src: "run:r", dst: "model:m@1", kind: "registered" }, { src: "gone:g", dst: "run:r", kind: "input" },
  ],
};

describe("the chain", () => {
  it("is told from the answer back to its sources, and what has no place comes last", () => {
    expect(stagesOf(why).map(({ id }) => id)).toEqual(["answer", "model", "cause", "run", "code", "source", "rest"]);
  });
  it("tells of code what the run knows of it", () => {
    const code = stagesOf(why).find(({ id }) => id === "code")!.links[0]!;
    expect(code.sentence).toBe("The code is kept under abcdef: commit 0123456789 on main, with changes that were not committed.");
    expect(code.facts["used_by"]).toEqual(["run:r"]);
  });
  it("tells of a deployment what was in force when it answered", () => {
    const links = [link("prediction:7", { policy_gen: 24 }), link("deployment:d", { policy_gen: 37 })];
    const [, who] = stagesOf({ ...why, links });
    expect(who!.links[0]!.sentence).toBe("deployment:d answered under its policy 24, in force then. Today deployment:d.");
  });
  it("draws each link once, the way it was made, and only between what is shown", () => {
    expect(graphOf(why).edges.map(({ from, to }) => `${from} ${to}`)).toEqual(["cycle:c run:r", "run:r model:m@1"]);
  });
});
