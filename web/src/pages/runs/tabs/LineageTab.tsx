import { useMemo } from "react";
import type { Graph as LineageGraph } from "../../../api/operations";
import { currentProject } from "../../../api/place";
import { useCall } from "../../../api/queries";
import { Graph, type GraphNode } from "../../../components/Graph";
import { Link } from "../../../components/Link";
import { Panel } from "../../../components/Panel";
import { parseRef, refLabel, refPath } from "../../../format/ref";
import { useGo } from "../useGo";

const DEPTH = 4;

/** What the run was made from and what was made from it. */
export function LineageTab({ id }: { id: string }) {
  const ref = `run:${id}`;
  const up = useCall("lineage.up", { ref, depth: DEPTH });
  const down = useCall("lineage.down", { ref, depth: DEPTH });
  const go = useGo();
  const project = currentProject();
  const both = useMemo(() => (up.data && down.data ? merged(up.data, down.data) : null), [up.data, down.data]);
  const why = <Link to={`/p/${project}/why/${ref}`}>Explain it in sentences</Link>;
  return (
    <Panel title="Lineage" note={`${DEPTH} steps back and ${DEPTH} on`} actions={why} query={up.error ? up : down}>
      {both ? <Graph title="What this run came from and what came of it" isTitleHidden nodes={both.nodes} edges={both.edges} onPick={(picked) => go(refPath(picked, project))} height={460} /> : null}
    </Panel>
  );
}

function merged(up: LineageGraph, down: LineageGraph) {
  const nodes: GraphNode[] = [...new Set([...up.nodes, ...down.nodes])].map((node) => {
    const ref = parseRef(node);
    return { id: node, kind: ref?.kind ?? "", label: ref ? refLabel(ref) : node };
  });
  const edges = new Map([...up.edges, ...down.edges].map(({ src, dst, kind }) => [`${src} ${dst} ${kind}`, { from: src, to: dst, label: kind }]));
  return { nodes, edges: [...edges.values()] };
}
