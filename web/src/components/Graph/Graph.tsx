import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { grouped } from "../chart/number";
import type { ChartTable } from "../chart/table";
import { ChartFrame } from "../ChartFrame";
import { ancestry, fold, groupsOf, MOST_OPEN, type GraphEdge, type GraphNode, type ShownNode } from "./model";
import { TreeTable } from "./TreeTable";
import styles from "./Graph.module.css";

export type { GraphEdge, GraphNode } from "./model";

const Canvas = lazy(() => import("./Canvas"));

export interface GraphProps {
  title: string;
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  /** Show only this node and what it was made from; null shows everything. Without it the graph keeps its own. */
  focus?: string | null | undefined;
  onFocus?: ((id: string | null) => void) | undefined;
  /** A node was opened by click or Enter; a folder opens itself. */
  onPick?: ((id: string) => void) | undefined;
  note?: string | undefined;
  height?: number | undefined;
  isTitleHidden?: boolean | undefined;
}

/** What came from what, left to right, with the state of each; a list of the same one button away. */
export function Graph(props: GraphProps): ReactNode {
  const { title, nodes, edges, onPick, height = 420 } = props;
  const isLarge = nodes.length > MOST_OPEN;
  const groups = useMemo(() => groupsOf(nodes), [nodes]);
  const [own, setOwn] = useState<string | null>(null);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [isList, setIsList] = useState(false);
  const picture = useRef<(() => SVGSVGElement) | null>(null);
  const keep = useCallback((make: () => SVGSVGElement) => {
    picture.current = make;
  }, []);
  const focus = props.focus === undefined ? own : props.focus;

  const graph = useMemo(() => {
    // a large graph starts folded, a small one open; `turned` holds the folders that were turned since
    const closed = new Set(groups.filter((group) => isLarge !== turned.has(group)));
    const kept = focus === null ? null : ancestry(edges, focus);
    const inside = kept ? nodes.filter((node) => kept.has(node.id)) : nodes;
    if (kept && kept.size <= MOST_OPEN) closed.clear();
    return fold(inside, edges, closed, isLarge);
  }, [nodes, edges, groups, turned, focus, isLarge]);

  const setFocus = (id: string | null): void => {
    setOwn(id);
    props.onFocus?.(id);
  };
  const turn = (group: string): void => {
    const next = new Set(turned);
    if (!next.delete(group)) next.add(group);
    setTurned(next);
  };
  const open = (node: ShownNode): void => {
    if (node.count !== undefined && node.group !== undefined) turn(node.group);
    else onPick?.(node.id);
  };
  const table = (): ChartTable => ({
    columns: ["from", "from kind", "to", "to kind", "edge"],
    rows: edges.map((edge) => {
      const [from, to] = [nodes.find((node) => node.id === edge.from), nodes.find((node) => node.id === edge.to)];
      return [from?.label ?? edge.from, from?.kind ?? null, to?.label ?? edge.to, to?.kind ?? null, edge.label ?? null];
    }),
  });
  const focused = nodes.find((node) => node.id === focus);
  const canvas = { graph, title, focus, onOpen: open, onFocus: setFocus };
  return (
    <ChartFrame
      title={title} note={props.note} n={nodes.length} table={table} isTitleHidden={props.isTitleHidden} hasPicture={!isList} picture={() => picture.current?.() ?? null}
      actions={[{ label: isList ? "Show as graph" : "Show as list", run: () => setIsList(!isList) }]}
      legend={
        <div className={styles.bar}>
          <button type="button" className={styles.toggle} aria-pressed={isList} onClick={() => setIsList(!isList)}>List</button>
          {focused && (
            <>
              <span className={styles.only}>only what <bdi>{focused.label}</bdi> was made from: {grouped(graph.nodes.length)} of {grouped(nodes.length)}</span>
              <button type="button" className={styles.toggle} onClick={() => setFocus(null)}>Show all</button>
            </>
          )}
          {!focused && groups.slice(0, 24).map((group) => (
            <button key={group} type="button" className={styles.toggle} aria-pressed={isLarge === turned.has(group)} title={isLarge === turned.has(group) ? `Fold ${group}` : `Unfold ${group}`} onClick={() => turn(group)}>
              <span aria-hidden="true">{isLarge === turned.has(group) ? "▾" : "▸"}</span> <bdi>{group}</bdi>
            </button>
          ))}
        </div>
      }
    >
      {graph.nodes.length === 0 ? (
        <p className={styles.empty}>Nothing is linked here yet.</p>
      ) : isList ? (
        <TreeTable {...canvas} label={title} />
      ) : (
        <div style={{ height }} className={styles.frame}>
          <Suspense fallback={null}>
            <Canvas {...canvas} onReady={keep} />
          </Suspense>
        </div>
      )}
    </ChartFrame>
  );
}
