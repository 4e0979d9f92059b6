import type { PipelineRunInfo, StepInfo } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Button } from "../../components/Button";
import { Code } from "../../components/Code";
import { Digest } from "../../components/Digest";
import { Drawer } from "../../components/Drawer";
import { Facts } from "../../components/Facts";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Status, type StatusProps } from "../../components/Status";
import { Time } from "../../components/Time";
import { formatDuration } from "../../format/time";
import layout from "../models/layout.module.css";
import { errorLine, secondsOf, stepStatus } from "./words";

interface StepDrawerProps {
  run: PipelineRunInfo;
  step: StepInfo;
  now: number;
  onClose: () => void;
  onPick: (path: string) => void;
}

/** A look at one step: why it ran or did not, what it takes and makes, and every attempt at it. */
export function StepDrawer({ run, step, now, onClose, onPick }: StepDrawerProps) {
  const why = useCall("pipelines.why", { id: run.id, path: step.path });
  const attempts = useCall("pipelines.list_attempts", { id: run.id, path: step.path });
  return (
    <Drawer isOpen onClose={onClose} title={step.path} chips={<Status {...stepStatus(step.state)} />} width={500}>
      <div className={layout.stack}>
        <Panel title="Why" query={why} lines={2}>
          {({ sentence, changes }) => (
            <div className={layout.stack}>
              <p className={layout.says}>{sentence}</p>
              {changes.length ? <ul>{changes.map((change) => <li key={change} className={layout.says}>{change}</li>)}</ul> : null}
            </div>
          )}
        </Panel>
        {step.error ? <Code text={step.error} label="What went wrong" maxHeight={220} isWrapped /> : null}
        <Facts
          isStacked
          items={[
            { label: "Function", value: step.function },
            { label: "Started", value: step.started_at ? <Time at={step.started_at} isAbsolute /> : "not yet" },
            { label: "Took", value: formatDuration(secondsOf(step.started_at, step.ended_at, now)) },
            { label: "Executor", value: step.owner || null },
            { label: "Takes from", value: step.inputs.length ? <span className={layout.row}>{step.inputs.map((path) => <Button key={path} kind="quiet" onClick={() => onPick(path)}>{path}</Button>)}</span> : "no other step" },
            { label: "Taken from", value: step.source ? <RefLink to={step.source} /> : "it ran itself" },
            { label: "Output", value: step.output ? <Digest value={step.output.digest} label="digest of the output" /> : "none kept" },
            { label: "Cache key", value: step.key ? <Digest value={step.key} label="cache key" /> : "none: it cannot be cached" },
            { label: "Tries again", value: step.not_before ? <Time at={step.not_before} /> : null },
          ]}
        />
        <Panel title="Attempts" query={attempts} isFlush lines={2}>
          {(found) => (
            <table className={layout.table}>
              <thead>
                <tr><th scope="col" className="number">No.</th><th scope="col">Ended</th><th scope="col" className="number">Took</th><th scope="col">Error</th></tr>
              </thead>
              <tbody>
                {found.map(({ attempt, state, started_at, ended_at, error }) => (
                  <tr key={attempt}>
                    <td className="number">{attempt}</td>
                    <td><Status {...ATTEMPTS[state]} /></td>
                    <td className="number">{formatDuration(secondsOf(started_at, ended_at, now))}</td>
                    <td className={layout.says}>{errorLine(error)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Panel>
      </div>
    </Drawer>
  );
}

const ATTEMPTS: Record<"running" | "done" | "failed" | "released" | "lost" | "cancelled", StatusProps> = {
  running: { state: "busy", word: "running" },
  done: { state: "ok", word: "done" },
  failed: { state: "bad", word: "failed" },
  released: { state: "unknown", word: "given back" },
  lost: { state: "warn", word: "lost" },
  cancelled: { state: "unknown", word: "cancelled" },
};
