import { useCall } from "../../api/queries";
import { counted } from "../../format/number";
import { countsOf, usesOf } from "./usage";

/** How many training sets and models use a service, in a few words. */
export function Usage({ address, isShort = false }: { address: string; isShort?: boolean }) {
  const graph = useCall("lineage.down", { ref: address, depth: 3, limit: 2000 });
  if (!graph.data) return <span className="quiet">{graph.error ? "not known" : "…"}</span>;
  const { trainingSets, models } = countsOf(usesOf(graph.data));
  if (isShort) return <span>{counted(models, "model version")}</span>;
  return <span>{`${counted(trainingSets, "training set")}, ${counted(models, "model version")}`}</span>;
}
