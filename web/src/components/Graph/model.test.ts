import { describe, expect, it } from "vitest";
import { placesOf } from "./layout";
import { ancestry, fold, treeRows, type GraphEdge, type GraphNode } from "./model";
import { neighbour } from "./neighbour";

const nodes: GraphNode[] = [
  { id: "a", kind: "dataset", label: "a", group: "raw", state: "ok", word: "fresh" },
  { id: "b", kind: "dataset", label: "b", group: "raw", state: "warn", word: "stale" },
  { id: "c", kind: "run", label: "c" },
  { id: "d", kind: "model", label: "d" },
];
const edges: GraphEdge[] = [{ from: "a", to: "c" }, { from: "b", to: "c" }, { from: "c", to: "d" }, { from: "a", to: "b" }];

it("ancestry is the node and all it was made from, nothing made from it", () => {
  expect([...ancestry(edges, "c")].sort()).toEqual(["a", "b", "c"]);
});

it("ancestry ends on a cycle", () => {
  expect(ancestry([{ from: "a", to: "b" }, { from: "b", to: "a" }], "a").size).toBe(2);
});

it("a closed folder is one node with the worst state, its inner edges gone and its outer edges once", () => {
  const folded = fold(nodes, edges, new Set(["raw"]), false);

  expect(folded.nodes.find((node) => node.id === "folder:raw")).toMatchObject({ count: 2, state: "warn", word: "1 stale" });
  expect(folded.edges.map((edge) => `${edge.from}>${edge.to}`)).toEqual(["folder:raw>c", "c>d"]);
});

it("the list has every node once, indented below an input, cycles included", () => {
  const rows = treeRows({ nodes: [...nodes, { id: "e", kind: "run", label: "e" }], edges: [...edges, { from: "e", to: "e" }] });

  expect(rows.map((row) => `${row.node.id}${row.depth}`)).toEqual(["a0", "c1", "d2", "b1", "e0"]);
});

describe("walking", () => {
  const graph = { nodes, edges };
  const places = placesOf(graph);

  it("starts at the left and follows edges", () => {
    expect(neighbour(graph, places, null, "right")).toBe("a");
    expect(neighbour(graph, places, "c", "right")).toBe("d");
    expect(neighbour(graph, places, "d", "right")).toBeNull();
  });

  it("places every node right of its inputs", () => {
    for (const edge of edges) expect(places.get(edge.from)?.x).toBeLessThan(places.get(edge.to)?.x ?? 0);
  });
});
