import { useMemo, useState } from "react";
import type { Params } from "../../api/call";
import type { Graph as Found } from "../../api/operations";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { Button } from "../../components/Button";
import { Drawer } from "../../components/Drawer";
import { ErrorNote } from "../../components/ErrorNote";
import { Graph } from "../../components/Graph";
import { Link } from "../../components/Link";
import { Skeleton } from "../../components/Skeleton";
import { refPath } from "../../format/ref";
import { FactsTable } from "../govern/FactsTable";
import layout from "../govern/layout.module.css";
import { Said } from "../govern/Said";
import { counted } from "../../format/number";
import { whyOf } from "../govern/words";
import { kindOf, labelOf } from "../why/chain";

interface Props {
  params: Params<"lineage.up">;
  way: string;
  onFocus: (ref: string) => void;
}

/** The graph of both directions, or of one; a node opens its facts beside it. */
export function Drawn({ params, way, onFocus }: Props) {
  const up = useCall("lineage.up", params, { enabled: way !== "down", keep: true });
  const down = useCall("lineage.down", params, { enabled: way !== "up", keep: true });
  const [picked, setPicked] = useState("");
  const found = useMemo(() => merged([way === "down" ? undefined : up.data, way === "up" ? undefined : down.data]), [up.data, down.data, way]);
  const error = (way === "down" ? null : up.error) ?? (way === "up" ? null : down.error);
  const isPending = (way !== "down" && up.isPending) || (way !== "up" && down.isPending);
  const note = `${counted(found.nodes.length, "thing")}, ${counted(found.edges.length, "link")}${found.isComplete ? "" : "; there is more than is shown"}`;
  return (
    <>
      {error ? <ErrorNote error={error} retry={() => void [up.refetch(), down.refetch()]} /> : null}
      {isPending && !error ? <Skeleton height={600} /> : null}
      {isPending || error ? null : <Graph title={`Lineage of ${params.ref}`} nodes={found.nodes} edges={found.edges} height={600} onPick={setPicked} note={`${note}; left made right, a node opens its facts`} />}
      <Beside key={picked} picked={picked} onClose={() => setPicked("")} onFocus={onFocus} />
    </>
  );
}

function Beside({ picked, onClose, onFocus }: { picked: string; onClose: () => void; onFocus: (ref: string) => void }) {
  const why = useCall("why.explain", { ref: picked }, { enabled: picked !== "" });
  const link = why.data?.links[0];
  return (
    <Drawer isOpen={picked !== ""} onClose={onClose} title={labelOf(picked)} to={refPath(picked, currentProject())}>
      <div className={layout.stack}>
        <p className={layout.row}>
          <Button onClick={() => onFocus(picked)}>Lineage from here</Button>
          <Link to={whyOf(picked)}>Why</Link>
        </p>
        {why.error ? <ErrorNote error={why.error} retry={() => void why.refetch()} /> : null}
        {link ? (
          <>
            <p><Said text={link.sentence} /></p>
            <FactsTable facts={link.facts} />
          </>
        ) : why.isPending ? <Skeleton lines={6} /> : null}
      </div>
    </Drawer>
  );
}

/** Nodes and edges of both walks, each once. */
function merged(walks: readonly (Found | undefined)[]) {
  const found = walks.filter((walk) => walk !== undefined);
  const nodes = [...new Set(found.flatMap((walk) => walk.nodes))].map((id) => ({ id, kind: kindOf(id), label: labelOf(id) }));
  const edges = new Map(found.flatMap((walk) => walk.edges).map(({ src, dst, kind }) => [`${src} ${dst} ${kind}`, { from: src, to: dst, label: kind }]));
  return { nodes, edges: [...edges.values()], isComplete: found.every((walk) => walk.is_complete) };
}
