import { useMemo } from "react";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Empty } from "../../components/Empty";
import { Select } from "../../components/Field";
import { parseRef } from "../../format/ref";
import layout from "../govern/layout.module.css";
import { PageHead } from "../govern/PageHead";
import { Drawn } from "./Drawn";
import { RefBox } from "./RefBox";

const DEPTHS = ["1", "2", "3", "4", "6", "10", "all"];
const KINDS = ["", "dataset", "features", "run", "model", "evaluation", "deployment", "approval", "cycle", "source"];

/** What anything was made from and what was made from it. */
export default function LineagePage() {
  const [asked, setAsked] = useUrlState("ref", "");
  const [way, setWay] = useUrlState("way", "up");
  const [depth, setDepth] = useUrlState("depth", "all");
  const [kind, setKind] = useUrlState("kind", "");
  const home = useCall("home.summary", {}, { enabled: asked === "" });
  const ref = asked || (home.data?.live[0]?.model ?? "");
  const limit = useMemo(() => ({ ref, depth: depth === "all" || !DEPTHS.includes(depth) ? null : Number(depth), kind: kind || null, limit: 1000 }), [ref, depth, kind]);
  const isRef = parseRef(ref) !== null;
  return (
    <div className={layout.page}>
      <PageHead title="Lineage" lead="what was made from what" calls={[{ id: "lineage.up", params: limit }, { id: "lineage.down", params: limit }]} />
      <div className={layout.row}>
        <RefBox key={ref} value={ref} onPick={(picked) => setAsked(picked, { push: true })} />
        <Select label="Direction" value={way} onChange={(value) => setWay(value, { push: true })} options={[{ value: "up", label: "what it came from" }, { value: "down", label: "what came of it" }, { value: "both", label: "both" }]} />
        <Select label="Steps" value={DEPTHS.includes(depth) ? depth : "all"} onChange={(value) => setDepth(value, { push: true })} options={DEPTHS.map((value) => ({ value, label: value === "all" ? "all steps" : `${value} ${value === "1" ? "step" : "steps"}` }))} />
        <Select label="Kind" value={KINDS.includes(kind) ? kind : ""} onChange={(value) => setKind(value, { push: true })} options={KINDS.map((value) => ({ value, label: value || "every kind" }))} />
      </div>
      {isRef ? <Drawn params={limit} way={way} onFocus={(picked) => setAsked(picked, { push: true })} /> : null}
      {!isRef && ref ? <Empty title={`${ref.slice(0, 120)} is no Ref; one reads kind:name or kind:name@version.`} /> : null}
      {!ref && home.data ? <Empty title="Everything that is made from something else is linked to it. Name a thing to see what it came from." lines={["flyball lineage up model:my-model@1"]} language="bash" /> : null}
    </div>
  );
}
