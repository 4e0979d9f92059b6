import "@xyflow/react/dist/base.css";
import { MarkerType, ReactFlow, ReactFlowProvider, useReactFlow, type Edge } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { say } from "../chart/say";
import { graphPicture } from "./graphPicture";
import { NODE, placesOf } from "./layout";
import type { ShownGraph, ShownNode } from "./model";
import { viewOf } from "./view";
import { neighbour } from "./neighbour";
import { NodeCard, type CardNode } from "./NodeCard";
import styles from "./Graph.module.css";

export interface CanvasProps {
  graph: ShownGraph;
  title: string;
  focus: string | null;
  onOpen: (node: ShownNode) => void;
  onFocus: (id: string) => void;
  /** Told how to make the picture as SVG. */
  onReady: (picture: () => SVGSVGElement) => void;
}

const TYPES = { card: NodeCard };
const KEYS: Record<string, "left" | "right" | "up" | "down"> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** The drawing, loaded only when a graph is shown. */
function Canvas(props: CanvasProps): ReactNode {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function says(node: ShownNode, graph: ShownGraph): string {
  const inputs = graph.edges.filter((edge) => edge.to === node.id).length;
  const outputs = graph.edges.filter((edge) => edge.from === node.id).length;
  const what = node.count === undefined ? node.kind : `folder of ${node.count}`;
  return [node.label, what, node.word, node.note, `${inputs} in, ${outputs} out`].filter(Boolean).join(", ");
}

function Flow({ graph, title, focus, onOpen, onFocus, onReady }: CanvasProps): ReactNode {
  const flow = useReactFlow<CardNode>();
  const root = useRef<HTMLDivElement | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const places = useMemo(() => placesOf(graph), [graph]);
  const nodes = useMemo(
    () =>
      graph.nodes.map((node): CardNode => ({
        id: node.id, type: "card", position: places.get(node.id) ?? { x: 0, y: 0 }, ...NODE,
        data: { node, isFocus: node.id === focus, isCurrent: node.id === current }, ariaLabel: says(node, graph),
      })),
    [graph, places, focus, current],
  );
  const edges = useMemo(
    () =>
      graph.edges.map((edge): Edge => {
        const isNear = edge.from === current || edge.to === current;
        return {
          id: `${edge.from}\n${edge.to}`, source: edge.from, target: edge.to, label: edge.label, focusable: false, className: isNear ? styles.near : "",
          markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: isNear ? "var(--accent)" : "var(--line-strong)" },
        };
      }),
    [graph, current],
  );
  useEffect(() => {
    const frame = root.current?.getBoundingClientRect();
    if (frame) void flow.setViewport(viewOf(places, focus, frame.width, frame.height));
  }, [flow, places, focus]);

  useEffect(() => onReady(() => graphPicture(graph, places)), [onReady, graph, places]);

  const go = (id: string): void => {
    const node = graph.nodes.find((one) => one.id === id);
    const place = places.get(id);
    if (!node || !place) return;
    setCurrent(id);
    say(says(node, graph));
    const { x, y } = flow.flowToScreenPosition({ x: place.x + NODE.width / 2, y: place.y + NODE.height / 2 });
    const frame = root.current?.getBoundingClientRect();
    const isSeen = frame && x > frame.left + 60 && x < frame.right - 60 && y > frame.top + 20 && y < frame.bottom - 20;
    if (!isSeen) void flow.setCenter(place.x + NODE.width / 2, place.y + NODE.height / 2, { zoom: Math.max(0.7, flow.getZoom()) });
  };
  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = graph.nodes.find((one) => one.id === current);
    const way = KEYS[event.key];
    if (way) go(neighbour(graph, places, current, way) ?? current ?? "");
    else if (event.key === "Enter" && node) onOpen(node);
    else if (event.key === "f" && node && node.count === undefined) onFocus(node.id);
    else if (event.key === "+" || event.key === "=") void flow.zoomIn();
    else if (event.key === "-") void flow.zoomOut();
    else if (event.key === "0") void flow.fitView({ padding: 0.06, maxZoom: 1 });
    else if (event.key === "Escape" && current) setCurrent(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={root} className={styles.canvas} role="group" aria-roledescription="graph"
      aria-label={`${title}: ${graph.nodes.length} nodes. Arrow keys follow the edges, Enter opens, f shows only what a node was made from.`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys walk the nodes
      tabIndex={0} onKeyDown={key}
    >
      <ReactFlow<CardNode>
        nodes={nodes} edges={edges} nodeTypes={TYPES} proOptions={{ hideAttribution: true }} minZoom={0.1} maxZoom={1.5}
        nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false}
        disableKeyboardA11y onlyRenderVisibleElements={graph.nodes.length > 100} zoomOnScroll={false} preventScrolling={false} zoomOnDoubleClick={false}
        onNodeClick={(_, node) => { setCurrent(node.id); onOpen(node.data.node); }}
      />
      <span className={styles.tools}>
        <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => void flow.zoomIn()}>+</button>
        <button type="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => void flow.zoomOut()}>−</button>
        <button type="button" aria-label="Show all" title="Show all (0)" onClick={() => void flow.fitView({ padding: 0.06, maxZoom: 1 })}>⤢</button>
      </span>
    </div>
  );
}

export default Canvas;
