import { useMemo } from "react";
import type { RunInfo, Series } from "../../../api/operations";
import { Panel } from "../../../components/Panel";
import { colourOf } from "../../../format/colour";
import { CurveCharts } from "../CurveCharts";
import { CurveSettings, useCurveSettings } from "../CurveSettings";
import { byInterest } from "../goals";
import { runName } from "../fields";
import page from "../RunPage.module.css";

/** The metrics a run logged more than once, as lines; nothing when each was logged once. */
export function RunCurves({ run, series, poll }: { run: RunInfo; series: readonly Series[]; poll: number | false }) {
  const available = useMemo(() => [...new Set(series.filter(({ count, context }) => count > 1 && context === "").map(({ key }) => key))].sort(byInterest), [series]);
  const state = useCurveSettings(available);
  const runs = useMemo(() => [{ id: run.id, name: runName(run), colour: colourOf(run.id) }], [run]);
  if (available.length === 0) return null;
  return (
    <Panel title="Curves">
      <div className={page.curves}>
        <CurveSettings state={state} />
        <CurveCharts runs={runs} keys={state.keys} x={state.x} isLog={state.isLog} smoothing={state.smoothing} poll={poll} />
      </div>
    </Panel>
  );
}
