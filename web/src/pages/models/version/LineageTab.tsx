import { useMemo } from "react";
import type { Graph as Lineage } from "../../../api/operations";
import { currentProject } from "../../../api/place";
import { useCall } from "../../../api/queries";
import { Graph } from "../../../components/Graph";
import { Link } from "../../../components/Link";
import { Panel } from "../../../components/Panel";
import { parseRef, refLabel, refPath } from "../../../format/ref";
import { useOpen } from "../useOpen";
import { pageOf } from "../words";

/** What it came from and what came of it, down to the rows of data. */
export function LineageTab({ address }: { address: string }) {
  const up = useCall("lineage.up", { ref: address, limit: 200 });
  const down = useCall("lineage.down", { ref: address, depth: 1, limit: 200 });
  const goTo = useOpen();
  const graph = useMemo(() => (up.data && down.data ? drawn(up.data, down.data) : { nodes: [], edges: [] }), [up.data, down.data]);
  return (
    <Panel
      title="Lineage"
      note="left made right; a node opens its page"
      height={460}
      query={{ ...up, data: up.data && down.data, error: up.error ?? down.error }}
      actions={<Link to={pageOf(`why/${address}`)}>Why, as sentences</Link>}
    >
      <Graph title={`Lineage of ${address}`} isTitleHidden nodes={graph.nodes} edges={graph.edges} height={460} onPick={(id) => goTo(refPath(id, currentProject()))} />
    </Panel>
  );
}

function drawn(up: Lineage, down: Lineage) {
  const nodes = [...new Set([...up.nodes, ...down.nodes])].map((id) => {
    const ref = parseRef(id);
    return { id, kind: ref?.kind ?? "source", label: ref ? refLabel(ref) : id };
  });
  const edges = new Map([...up.edges, ...down.edges].map(({ src, dst, kind }) => [`${src} ${dst} ${kind}`, { from: src, to: dst, label: kind }]));
  return { nodes, edges: [...edges.values()] };
}
