import { HOSTILE } from "../chart/samples";
import { Graph, type GraphEdge, type GraphNode } from "./Graph";

const nodes: GraphNode[] = [
  { id: "flights", kind: "dataset", label: "flights@12", state: "ok", word: "fresh" },
  { id: "weather", kind: "dataset", label: "weather@40", state: "warn", word: "stale", note: "Stale: 2 days behind flights" },
  { id: "airports", kind: "dataset", label: HOSTILE, state: "unknown", word: "never built" },
  { id: "features", kind: "features", label: "late-features@3", state: "warn", word: "stale", note: "Stale: weather@40 is" },
  { id: "run", kind: "run", label: "swift-tern-12", state: "ok", word: "finished" },
  { id: "run2", kind: "run", label: "quiet-heron-3", state: "bad", word: "failed" },
  { id: "model", kind: "model", label: "late-flight@4", state: "ok", word: "approved" },
  { id: "deployment", kind: "deployment", label: "late-flight", state: "busy", word: "rolling out" },
  { id: "monitor", kind: "monitor", label: "late-flight", state: "ok", word: "quiet" },
];
const edges: GraphEdge[] = [
  ["flights", "features"], ["weather", "features"], ["airports", "features"], ["features", "run"], ["features", "run2"], ["flights", "run"], ["run", "model"], ["model", "deployment"], ["deployment", "monitor"],
].map(([from = "", to = ""]) => ({ from, to }));

const many: GraphNode[] = Array.from({ length: 600 }, (_, i) => ({ id: `n${i}`, kind: i % 3 ? "dataset" : "run", label: `asset ${i}`, group: `folder ${i % 12}`, state: i % 50 ? "ok" : "bad", word: i % 50 ? "fresh" : "failed" }));
const manyEdges: GraphEdge[] = many.slice(12).map((node, i) => ({ from: `n${i}`, to: node.id }));

export const examples = [
  { title: "Lineage", element: <Graph title="late-flight comes from three datasets, one of them stale" nodes={nodes} edges={edges} onPick={() => undefined} height={260} /> },
  { title: "Only the ancestry of one", element: <Graph title="What late-flight@4 was made from" nodes={nodes} edges={edges} focus="model" height={220} /> },
  { title: "600 nodes start folded", element: <Graph title="All assets" nodes={many} edges={manyEdges} height={320} /> },
];
