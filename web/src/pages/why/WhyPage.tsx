import { Copy, Download } from "lucide-react";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Why } from "../../api/operations";
import { useCall } from "../../api/queries";
import { useActions } from "../../app/actions";
import { announce } from "../../components/announce";
import { Button } from "../../components/Button";
import { fileName, saveFile } from "../../components/chart/savePicture";
import { copyText } from "../../components/CopyButton";
import { DetailPage } from "../../components/DetailPage";
import { Drawer } from "../../components/Drawer";
import { Graph } from "../../components/Graph";
import { currentProject } from "../../api/place";
import { parseRef, refPath } from "../../format/ref";
import { RecordStatus } from "../audit/RecordStatus";
import { FactsTable } from "../govern/FactsTable";
import layout from "../govern/layout.module.css";
import { Said } from "../govern/Said";
import { Ask } from "./Ask";
import { AskBox } from "./AskBox";
import { graphOf, kindOf, labelOf } from "./chain";
import { Chain } from "./Chain";
import { NotFound } from "./NotFound";
import { PredictionStory } from "./PredictionStory";

/** Why anything is as it is: the chain from an answer back to the rows it was learned from. */
export default function WhyPage() {
  const { _splat = "" } = useParams({ strict: false }) as { _splat?: string };
  return _splat ? <WhyOf key={_splat} ref_={_splat} /> : <Ask />;
}

function WhyOf({ ref_: ref }: { ref_: string }) {
  const parsed = parseRef(ref);
  const why = useCall("why.explain", { ref }, { enabled: parsed !== null });
  const kind = kindOf(ref);
  const made = useCall("deployments.prediction", { prediction_id: parsed?.name ?? "" }, { enabled: kind === "prediction", immutable: true });
  const title = made.data?.business_key ?? labelOf(why.data?.ref ?? ref);
  const copy = () => why.data && void copyText(jsonOf(why.data)).then((isDone) => announce(isDone ? "Copied the chain as JSON" : "The browser did not allow copying"));
  const save = () => why.data && saveFile(fileName(`why ${ref}`, "json"), jsonOf(why.data), "application/json");
  useActions(why.data ? [{ id: "copy-json", label: "Copy the chain as JSON", run: copy }, { id: "save-json", label: "Save the chain as JSON", run: save }] : []);
  if (parsed === null || why.error?.status === 404) return <NotFound text={ref} />;
  return (
    <div className={layout.page}>
      <AskBox />
      <DetailPage
        kind={kind}
        title={`Why ${title}`}
        address={ref}
        query={made.isLoading ? { ...why, data: undefined } : why}
        action={
          <>
            <Button icon={<Copy size={14} aria-hidden />} onClick={copy}>Copy JSON</Button>
            <Button icon={<Download size={14} aria-hidden />} onClick={save}>Save JSON</Button>
          </>
        }
        tabs={[
          { id: "chain", label: "Chain", content: why.data ? <Chain why={why.data} /> : null },
          { id: "graph", label: "Graph", content: why.data ? <ChainGraph why={why.data} /> : null },
        ]}
        api={[{ id: "why.explain", params: { ref } }]}
      >
        <RecordStatus />
        {made.data && why.data ? <PredictionStory made={made.data} why={why.data} /> : null}
      </DetailPage>
    </div>
  );
}

function ChainGraph({ why }: { why: Why }) {
  const { nodes, edges } = graphOf(why);
  const [picked, setPicked] = useState<string | null>(null);
  const link = why.links.find(({ ref }) => ref === picked);
  return (
    <>
      <Graph title={`What ${labelOf(why.ref)} came from`} nodes={nodes} edges={edges} height={520} onPick={setPicked} note="left made right; a node opens its facts" />
      <Drawer isOpen={link !== undefined} onClose={() => setPicked(null)} title={link ? labelOf(link.ref) : ""} {...(link && { to: refPath(link.ref, currentProject()) })}>
        {link ? (
          <div className={layout.stack}>
            <p><Said text={link.sentence} /></p>
            <FactsTable facts={link.facts} />
          </div>
        ) : null}
      </Drawer>
    </>
  );
}

function jsonOf(why: Why): string {
  return `${JSON.stringify(why, null, 2)}\n`;
}
