import { useMemo } from "react";
import { useCall } from "../../../api/queries";
import { Panel } from "../../../components/Panel";
import { CurveCharts } from "../CurveCharts";
import { CurveSettings, useCurveSettings } from "../CurveSettings";
import { readField } from "../fields";
import { byInterest } from "../goals";
import page from "../ComparePage.module.css";
import { fieldsOf, type ShownRun } from "./useCompared";

/** Curves of all runs over each other, a chart for each metric, one cursor in all. */
export function ComparedCurves({ runs }: { runs: readonly ShownRun[] }) {
  const series = useCall("runs.series", { id: runs[0]?.id ?? "" }, { enabled: runs.length > 0 });
  const available = useMemo(() => {
    // those that the first run logged more than once come first: they have a curve
    const lines = new Set((series.data ?? []).filter(({ count }) => count > 1).map(({ key }) => key));
    return fieldsOf(runs, "metrics").map((field) => readField(field).label).sort((a, b) => Number(lines.has(b)) - Number(lines.has(a)) || byInterest(a, b));
  }, [runs, series.data]);
  const state = useCurveSettings(available);
  const shown = useMemo(() => runs.map(({ id, title, colour }) => ({ id, name: title, colour })), [runs]);
  return (
    <Panel title="Curves" query={series} note={`${runs.length} runs, one cursor in all`}>
      <div className={page.part}>
        <CurveSettings state={state} />
        <CurveCharts runs={shown} keys={state.keys} x={state.x} isLog={state.isLog} smoothing={state.smoothing} />
      </div>
    </Panel>
  );
}
