import { useMemo, useState } from "react";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { pathOf } from "../../app/routes";
import { useTitle } from "../../app/title";
import { useUrlState } from "../../app/urlState";
import { ApiCallDialog, type ShownCall } from "../../components/ApiCall";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { Link } from "../../components/Link";
import { Skeleton } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { coloursOf } from "../../format/colour";
import { counted } from "../../format/number";
import { CompareChips } from "./CompareChips";
import { ComparedCoordinates } from "./compare/ComparedCoordinates";
import { ComparedCurves } from "./compare/ComparedCurves";
import { ComparedScatter } from "./compare/ComparedScatter";
import { ComparedTable } from "./compare/ComparedTable";
import { Importance } from "./compare/Importance";
import { useCompared } from "./compare/useCompared";
import page from "./ComparePage.module.css";
import { runName } from "./fields";
import { readSelection } from "./useSelection";

const NONE: readonly string[] = [];

/** Runs side by side: what differs, curves over each other, trade-offs, and what moved the result. */
export default function ComparePage() {
  useTitle("Compare runs");
  const [written, write] = useUrlState("runs", NONE);
  const [tab, setTab] = useUrlState("tab", "table");
  const [baseline, setBaseline] = useUrlState("baseline", "");
  const [isCallShown, setCallShown] = useState(false);
  const ids = useMemo(() => [...new Set(readSelection(written))], [written]);
  const { runs, query, missing } = useCompared(ids);
  const compared = useCall("runs.compare", { ids }, { enabled: ids.length > 1 && tab === "table" });
  const colours = useMemo(() => coloursOf(ids), [ids]);
  const shown = useMemo(() => runs.map((run) => ({ ...run, colour: colours.get(run.id) ?? "var(--hue-rest)", title: runName(run) })), [runs, colours]);
  const call: ShownCall = { id: "runs.compare", params: { ids } };
  const content = (part: React.ReactNode) => (query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : query.data ? part : <Skeleton height={300} />);
  if (ids.length < 2) return <Nothing />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Compare {counted(ids.length, "run")}</h1>
        <span className={page.tools}><Button onClick={() => setCallShown(true)}>Show as API call</Button></span>
      </header>
      <CompareChips runs={shown} baseline={baseline} onBaseline={setBaseline} onRemove={(id) => write(ids.filter((one) => one !== id))} />
      {missing > 0 ? <p className="quiet">{counted(missing, "run")} of the address {missing === 1 ? "is" : "are"} not in this project.</p> : null}
      <Tabs label="Ways to compare" value={tab} onChange={(id) => setTab(id, { push: true })} tabs={[
        { id: "table", label: "Table", content: content(<ComparedTable query={compared} runs={shown} ids={ids} baseline={baseline} />) },
        { id: "curves", label: "Curves", content: content(<ComparedCurves runs={shown} />) },
        { id: "scatter", label: "Scatter", content: content(<ComparedScatter runs={shown} />) },
        { id: "parallel", label: "Parallel coordinates", content: content(<ComparedCoordinates runs={shown} />) },
        { id: "importance", label: "Importance", content: content(<Importance runs={shown} />) },
      ]} />
      <ApiCallDialog calls={[call]} isOpen={isCallShown} onClose={() => setCallShown(false)} />
    </div>
  );
}

function Nothing() {
  return (
    <div className={page.page}>
      <h1>Compare runs</h1>
      <Empty title="Here runs stand side by side: choose two or more in the table of runs with x, then press c." action={<Link to={pathOf(currentProject(), "runs")}>Choose runs</Link>} />
    </div>
  );
}
