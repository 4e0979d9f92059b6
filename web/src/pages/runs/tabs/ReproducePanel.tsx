import type { Reproduction, RunInfo } from "../../../api/operations";
import { currentProject, serverUrl } from "../../../api/place";
import { useCall } from "../../../api/queries";
import { Code } from "../../../components/Code";
import { Panel } from "../../../components/Panel";
import { RefLink } from "../../../components/RefLink";
import { Status } from "../../../components/Status";
import { Time } from "../../../components/Time";
import { counted } from "../../../format/number";
import page from "../RunPage.module.css";

const VERDICTS = { "bit-identical": "ok", differs: "warn", failed: "bad" } as const;

/** How to run it again, and what came of it when somebody did. */
export function ReproducePanel({ run }: { run: RunInfo }) {
  const past = useCall("runs.reproductions", { id: run.id });
  const lines = [
    "import flyball",
    "",
    `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
    `    print(ws.reproduce("${run.id}"))`,
  ];
  return (
    <Panel title="Run it again" note={run.entry ? run.entry.function : undefined} query={past}>
      {(found) => (
        <div className={page.part}>
          {run.entry ? (
            <>
              <p>From the recorded code, data, params and environment; it says bit by bit what came out differently.</p>
              <Code text={lines.join("\n")} language="python" label="Reproduce this run" />
            </>
          ) : (
            <p className={page.hint}>This run was logged from a script, so there is no function to call again. Runs started with <code>ws.execute(train, …)</code> can be repeated from their record.</p>
          )}
          {found.map((one) => <Outcome key={one.run} outcome={one} />)}
          {run.entry && found.length === 0 ? <p className="quiet">Nobody has repeated it yet.</p> : null}
        </div>
      )}
    </Panel>
  );
}

function Outcome({ outcome }: { outcome: Reproduction }) {
  const { verdict, differences, metric_count, artifact_count, at, by, run } = outcome;
  return (
    <div>
      <p>
        <Status state={VERDICTS[verdict]} word={verdict} /> <RefLink to={`run:${run}`} /> by {by}{at ? <> <Time at={at} /></> : null}: {counted(metric_count, "metric")} and {counted(artifact_count, "file")} compared
      </p>
      {differences.map((one) => <p key={`${one.kind} ${one.name}`} className="quiet">{one.kind} {one.name}: {one.before} → {one.after}</p>)}
    </div>
  );
}
