import { Graph as Dagre, layout } from "@dagrejs/dagre";
import type { ShownGraph } from "./model";

export const NODE = { width: 184, height: 48 };

export interface Place {
  x: number;
  y: number;
}

/** Left to right, in ranks; the top left corner of each node. */
export function placesOf(graph: ShownGraph): Map<string, Place> {
  const g = new Dagre();
  g.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 44, marginx: 8, marginy: 8 });
  g.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) g.setNode(node.id, { ...NODE });
  for (const edge of graph.edges) g.setEdge(edge.from, edge.to);
  layout(g);
  return new Map(
    graph.nodes.map((node) => {
      const { x = 0, y = 0 } = g.node(node.id) as Partial<Place>;
      return [node.id, { x: x - NODE.width / 2, y: y - NODE.height / 2 }];
    }),
  );
}
