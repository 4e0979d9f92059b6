import type { State } from "../Status";

export interface GraphNode {
  id: string;
  /** Kind of object, for the icon: dataset, features, run, model, deployment, … */
  kind: string;
  label: string;
  state?: State | undefined;
  /** The state in a word: "fresh", "stale", "failed". */
  word?: string | undefined;
  /** Why it is in that state, as a sentence. */
  note?: string | undefined;
  /** Folder it can be folded into. */
  group?: string | undefined;
}

export interface GraphEdge {
  from: string;
  to: string;
  label?: string | undefined;
}

/** A node as drawn: one object, or a folded group of `count` objects. */
export interface ShownNode extends GraphNode {
  count?: number;
}

export interface ShownGraph {
  nodes: ShownNode[];
  edges: GraphEdge[];
}

/** Above this many nodes a graph starts folded. */
export const MOST_OPEN = 300;
const WORST: State[] = ["bad", "warn", "busy", "unknown", "ok"];

/** The folder of a node; without folders a large graph folds by kind. */
export function groupOf(node: GraphNode, isLarge: boolean): string | undefined {
  return node.group ?? (isLarge ? node.kind : undefined);
}

export function groupsOf(nodes: readonly GraphNode[]): string[] {
  const isLarge = nodes.length > MOST_OPEN;
  return [...new Set(nodes.map((node) => groupOf(node, isLarge)).filter((name): name is string => name !== undefined))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** A node with everything it was made from. */
export function ancestry(edges: readonly GraphEdge[], id: string): Set<string> {
  const sources = new Map<string, string[]>();
  for (const edge of edges) sources.set(edge.to, [...(sources.get(edge.to) ?? []), edge.from]);
  const found = new Set([id]);
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const source of sources.get(next) ?? []) {
      if (found.has(source)) continue;
      found.add(source);
      open.push(source);
    }
  }
  return found;
}

function worst(states: (State | undefined)[]): State | undefined {
  return WORST.find((state) => states.includes(state));
}

/** The graph with closed folders as one node each; edges inside a folder vanish, parallel ones become one. */
export function fold(nodes: readonly GraphNode[], edges: readonly GraphEdge[], closed: ReadonlySet<string>, isLarge: boolean): ShownGraph {
  const shownAs = new Map<string, string>();
  const folders = new Map<string, GraphNode[]>();
  const shown: ShownNode[] = [];
  for (const node of nodes) {
    const group = groupOf(node, isLarge);
    if (group === undefined || !closed.has(group)) {
      shownAs.set(node.id, node.id);
      shown.push(node);
      continue;
    }
    shownAs.set(node.id, `folder:${group}`);
    folders.set(group, [...(folders.get(group) ?? []), node]);
  }
  for (const [group, inside] of folders) {
    const state = worst(inside.map((node) => node.state));
    const kinds = new Set(inside.map((node) => node.kind));
    const count = state === undefined ? 0 : inside.filter((node) => node.state === state).length;
    const word = inside.find((node) => node.state === state)?.word;
    shown.push({
      id: `folder:${group}`, kind: kinds.size === 1 ? (inside[0]?.kind ?? "") : "pipeline", label: group, group, count: inside.length, state,
      word: word === undefined ? undefined : `${count} ${word}`,
    });
  }
  const seen = new Set<string>();
  const drawn: GraphEdge[] = [];
  for (const edge of edges) {
    const [from, to] = [shownAs.get(edge.from), shownAs.get(edge.to)];
    const key = `${from}\n${to}`;
    if (from === undefined || to === undefined || from === to || seen.has(key)) continue;
    seen.add(key);
    drawn.push({ ...edge, from, to });
  }
  return { nodes: shown, edges: drawn };
}

export interface TreeRow {
  node: ShownNode;
  depth: number;
  /** What it is made from. */
  inputs: ShownNode[];
}

/** The same graph as an indented list: each node once, below the first input that reaches it; cycles end. */
export function treeRows(graph: ShownGraph): TreeRow[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const made = new Map<string, string[]>();
  const inputs = new Map<string, ShownNode[]>();
  for (const edge of graph.edges) {
    made.set(edge.from, [...(made.get(edge.from) ?? []), edge.to]);
    const source = byId.get(edge.from);
    if (source) inputs.set(edge.to, [...(inputs.get(edge.to) ?? []), source]);
  }
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const visit = (first: ShownNode): void => {
    const open: [ShownNode, number][] = [[first, 0]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [node, depth] = next;
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      rows.push({ node, depth, inputs: inputs.get(node.id) ?? [] });
      for (const id of (made.get(node.id) ?? []).toReversed()) {
        const child = byId.get(id);
        if (child) open.push([child, depth + 1]);
      }
    }
  };
  for (const node of graph.nodes) if (!inputs.has(node.id)) visit(node);
  for (const node of graph.nodes) visit(node); // only what lies on a cycle is left
  return rows;
}
