import { useMemo } from "react";
import type { PipelineRunInfo } from "../../api/operations";
import { currentProject, serverUrl } from "../../api/place";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { Link } from "../../components/Link";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { Time, useNow } from "../../components/Time";
import { counted } from "../../format/number";
import { middle } from "../../format/ref";
import { formatDuration } from "../../format/time";
import { Find } from "../models/Find";
import layout from "../models/layout.module.css";
import { ListHead } from "../models/ListHead";
import { useOpen } from "../models/useOpen";
import { pageOf, personOf } from "../models/words";
import { errorLine, runPath, runStatus, secondsOf, stepsText } from "./words";

const LIMIT = 500;

/** Runs of pipelines, the latest first: state, steps, how long, with which parameters. */
export default function PipelinesPage() {
  const [pipeline] = useUrlState("pipeline", "");
  const params = { limit: LIMIT, pipeline: pipeline || null };
  const runs = useCall("pipelines.list_runs", params);
  const [words] = useUrlState("q", "");
  const goTo = useOpen();
  const now = useNow();
  const columns = useMemo(() => columnsOf(now), [now]);
  const rows = runs.data?.filter((run) => `${run.pipeline} ${run.entry} ${run.id} ${run.state}`.toLowerCase().includes(words.toLowerCase()));
  const names = new Set(runs.data?.map((run) => run.pipeline));
  return (
    <div className={`${layout.page} ${layout.whole}`}>
      <ListHead
        title="Pipelines"
        lead={runs.data?.length ? `${counted(names.size, "pipeline")}, ${counted(runs.data.length, "run")}${runs.data.length === LIMIT ? " and older ones" : ""}` : undefined}
        calls={[{ id: "pipelines.list_runs", params }]}
      >
        {pipeline ? <Link to={pageOf("pipelines")}>All pipelines</Link> : null}
        <Find label="Find a run" />
      </ListHead>
      {runs.error ? <ErrorNote error={runs.error} retry={() => void runs.refetch()} /> : null}
      <Table label="Runs of pipelines" noun="run" columns={columns} rows={rows} rowKey={({ id }) => id} onOpen={(run) => goTo(runPath(run))} isMain fit="fill"
        python={`ws.pipelines.list_runs(limit=${LIMIT})`} empty={<NoRuns words={words} of={runs.data?.length ?? 0} />} />
    </div>
  );
}

const columnsOf = (now: number): Column<PipelineRunInfo>[] => [
  { id: "pipeline", header: "Pipeline", width: 180, sortable: true, value: ({ pipeline }) => pipeline, cell: ({ pipeline }) => <Link to={pageOf(`pipelines?pipeline=${encodeURIComponent(pipeline)}`)}>{pipeline}</Link> },
  { id: "id", header: "Run", width: 130, value: ({ id }) => id, cell: (run) => <Link to={runPath(run)}><span className="mono">{middle(run.id)}</span></Link> },
  { id: "state", header: "State", width: 120, sortable: true, value: ({ state }) => state, cell: ({ state }) => <Status {...runStatus(state)} /> },
  { id: "steps", header: "Steps", width: 240, value: ({ step_counts }) => stepsText(step_counts) },
  { id: "started", header: "Started", width: 130, sortable: true, value: ({ started_at }) => new Date(started_at), cell: ({ started_at }) => <Time at={started_at} /> },
  { id: "took", header: "Took", width: 90, align: "end", sortable: true, value: (run) => secondsOf(run.started_at, run.ended_at, now), cell: (run) => formatDuration(secondsOf(run.started_at, run.ended_at, now)) },
  { id: "params", header: "Parameters", width: 220, value: ({ params }) => Object.entries(params).map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(", ") || null },
  { id: "error", header: "Error", width: 220, value: ({ error }) => errorLine(error) || null },
  { id: "by", header: "By", width: 100, sortable: true, value: ({ owner }) => personOf(owner) },
  { id: "entry", header: "Entry", width: 220, isHidden: true, value: ({ entry }) => entry },
];

function NoRuns({ words, of }: { words: string; of: number }) {
  if (of > 0) return <Empty title={`No run has “${words}” in its pipeline, id or state; without it there are ${of}.`} />;
  return (
    <Empty
      title="Runs of pipelines appear here: every step with its state, what it took from cache and why it ran."
      lines={[
        "import flyball as fb",
        "",
        "@fb.step",
        "def clean(path: str) -> list[str]: ...",
        "",
        "@fb.pipeline",
        'def nightly(path: str = "january.csv"): clean(path)',
        "",
        `with fb.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
        '    nightly.run(ws, {"path": "february.csv"})',
      ]}
    />
  );
}
