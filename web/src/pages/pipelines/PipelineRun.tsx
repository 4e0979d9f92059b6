import { useMemo, useState } from "react";
import type { StepInfo } from "../../api/operations";
import { useCall, useChange } from "../../api/queries";
import { useActions } from "../../app/actions";
import { useMayNot } from "../../app/may";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { Code } from "../../components/Code";
import { DetailPage } from "../../components/DetailPage";
import { Dialog } from "../../components/Dialog";
import { Digest } from "../../components/Digest";
import { ErrorNote } from "../../components/ErrorNote";
import { Graph } from "../../components/Graph";
import { Panel } from "../../components/Panel";
import { Time, useNow } from "../../components/Time";
import { counted } from "../../format/number";
import { formatDuration } from "../../format/time";
import { HistoryTab } from "../models/HistoryTab";
import { sentenceOf } from "../datasets/events";
import layout from "../models/layout.module.css";
import { pageOf, personOf } from "../models/words";
import { StepDrawer } from "./StepDrawer";
import { StepsTable } from "./StepsTable";
import { StepsTimeline } from "./StepsTimeline";
import { graphOf, runPath, runStatus, secondsOf, stepsText } from "./words";

const STEPS = 1000;

/** One run of a pipeline: its steps as a graph, over time and as a list; a step opens beside it. */
export function PipelineRun({ id, step }: { id: string; step: string }) {
  const run = useCall("pipelines.get", { id });
  const isRunning = run.data?.state === "running";
  const poll = isRunning ? 2000 : false;
  const steps = useCall("pipelines.list_steps", { id, limit: STEPS }, { enabled: run.data !== undefined, poll });
  useCall("pipelines.get", { id }, { enabled: isRunning, poll });
  const [picked, setPicked] = useUrlState("step", step);
  const [isAsking, setAsking] = useState(false);
  const mayNot = useMayNot("pipelines.cancel");
  const cannot = mayNot ?? (run.data && !isRunning ? `The run has ${run.data.state} already` : null);
  useActions([{ id: "cancel", label: "Cancel this run", run: () => setAsking(true), disabledBecause: cannot }]);
  const now = useNow();
  const found = run.data;
  const chosen = steps.data?.find(({ path }) => path === picked);
  const query = { ...steps, data: steps.data };
  const open = (path: string) => setPicked(path, { push: true });
  return (
    <div className={layout.page}>
      <DetailPage
        kind="pipeline"
        title={found ? `${found.pipeline} run ${found.id.slice(-6)}` : "Pipeline run"}
        address={found ? `pipeline:${found.pipeline}@${id}` : `pipeline:run@${id}`}
        query={run}
        chips={found ? [{ label: found.pipeline, to: pageOf(`pipelines?pipeline=${encodeURIComponent(found.pipeline)}`) }] : []}
        {...(found && { status: runStatus(found.state) })}
        action={<Button kind={isRunning ? "danger" : "plain"} disabledBecause={cannot} onClick={() => setAsking(true)}>Cancel run</Button>}
        facts={[
          { label: "Steps", value: found ? stepsText(found.step_counts) : null },
          { label: "Started", value: found ? <><Time at={found.started_at} /> by {personOf(found.owner)}</> : null },
          { label: "Took", value: found ? formatDuration(secondsOf(found.started_at, found.ended_at, now)) : null },
          { label: "Entry", value: found?.entry },
          { label: "Resumes", value: found?.parent ? found.parent.slice(-6) : "no other run", ...(found?.parent && { to: runPath({ pipeline: found.pipeline, id: found.parent }) }) },
          { label: "Code", value: found ? <Digest value={found.code} label="digest of the code" /> : null },
        ]}
        tabs={[
          {
            id: "graph",
            label: "Graph",
            content: (
              <Panel title="Steps" note="left feeds right; a step opens beside" query={query} height={440}>
                {(all) => <StepsGraph steps={all} now={now} onPick={open} />}
              </Panel>
            ),
          },
          { id: "timeline", label: "Timeline", content: <Panel title="Timeline" query={query} height={300}>{(all) => <StepsTimeline steps={all} now={now} onPick={open} />}</Panel> },
          { id: "steps", label: "Steps", count: steps.data?.length, content: <Panel title="Steps" note={steps.data ? counted(steps.data.length, "step") : undefined} query={query} isFlush>{(all) => <StepsTable steps={all} now={now} onOpen={open} />}</Panel> },
          { id: "params", label: "Parameters", content: <Panel title="Parameters">{found ? <Code language="json" text={JSON.stringify(found.params, null, 2)} /> : null}</Panel> },
          { id: "history", label: "History", content: found ? <HistoryTab address={`pipeline:${found.pipeline}@${id}`} most={60} say={sentenceOf} /> : null },
        ]}
        api={[
          { id: "pipelines.get", params: { id } },
          { id: "pipelines.list_steps", params: { id, limit: STEPS } },
          { id: "pipelines.list_attempts", params: { id } },
        ]}
      >
        {found?.error ? <Code text={found.error} label="Error of the run" maxHeight={160} /> : null}
      </DetailPage>
      {chosen && found ? <StepDrawer run={found} step={chosen} now={now} onClose={() => setPicked(step === picked ? "" : step)} onPick={open} /> : null}
      {isAsking && found ? <CancelRun id={id} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function StepsGraph({ steps, now, onPick }: { steps: readonly StepInfo[]; now: number; onPick: (path: string) => void }) {
  // By the second only while something runs: a new array is a new layout.
  const moment = steps.some(({ state }) => state === "running") ? now : 0;
  const graph = useMemo(() => graphOf(steps, moment), [steps, moment]);
  const failed = steps.filter(({ state }) => state === "failed");
  const title = failed.length ? `${failed.map(({ path }) => path).slice(0, 3).join(", ")} failed` : `${counted(steps.length, "step")}, none failed`;
  return <Graph title={title} nodes={graph.nodes} edges={graph.edges} onPick={onPick} height={440} />;
}

function CancelRun({ id, onClose }: { id: string; onClose: () => void }) {
  const cancel = useChange("pipelines.cancel");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Cancel this run"
      description="No step begins any more, and what still runs cannot record an outcome. What is done stays, and another run can take it from cache."
      onSubmit={() => cancel.mutate({ id }, { onSuccess: onClose })}
      footer={
        <>
          <Button onClick={onClose}>Leave it running</Button>
          <Button kind="danger" type="submit" isBusy={cancel.isPending}>Cancel run</Button>
        </>
      }
    >
      {cancel.error ? <ErrorNote error={cancel.error} /> : null}
    </Dialog>
  );
}
