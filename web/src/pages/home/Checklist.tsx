import type { ReactNode } from "react";
import { currentProject, serverUrl } from "../../api/place";
import { useCall } from "../../api/queries";
import { Code } from "../../components/Code";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { Shape } from "../../components/Status";
import { pageOf } from "../govern/words";
import styles from "./Checklist.module.css";

interface Step {
  title: string;
  evidence: ReactNode;
  isDone: boolean | undefined;
  lines: string[];
  page: string;
}

/** A new project's way to a model in production, ticked by what is there and never by a click. */
export function Checklist() {
  const runs = useCall("runs.search", { limit: 1, count: true });
  const models = useCall("models.list_models", { limit: 1 });
  const deployments = useCall("deployments.list_deployments", { limit: 1 });
  const monitors = useCall("monitors.list_monitors", { limit: 1 });
  const connect = `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`;
  const steps: Step[] = [
    {
      title: "Log a run",
      isDone: runs.data && runs.data.rows.length > 0,
      evidence: runs.data?.total ? `${runs.data.total} on record` : "no run yet",
      page: "runs",
      lines: ["import flyball", connect, '    with ws.run("first-steps", params={"lr": 0.1}) as run:', '        run.log({"loss": 0.25}, step=1)'],
    },
    {
      title: "Register a model",
      isDone: models.data && models.data.length > 0,
      evidence: models.data?.[0]?.name ?? "no model yet",
      page: "models",
      lines: ["from flyball.registry import register_model", connect, '    register_model(models=ws.models, objects=ws.objects, name="my-model", model=estimator, example=X)'],
    },
    { title: "Deploy it", isDone: deployments.data && deployments.data.length > 0, evidence: deployments.data?.[0]?.name ?? "nothing answers yet", page: "deployments", lines: ["flyball deployment create my-model model:my-model@1"] },
    { title: "Watch it", isDone: monitors.data && monitors.data.length > 0, evidence: monitors.data?.[0]?.name ?? "no monitor yet", page: "monitor", lines: ["flyball monitor apply my-model monitor.json"] },
  ];
  const error = runs.error ?? models.error ?? deployments.error ?? monitors.error;
  const data = steps.some(({ isDone }) => isDone === undefined) ? undefined : steps;
  const done = steps.filter(({ isDone }) => isDone).length;
  const next = steps.findIndex(({ isDone }) => !isDone);
  return (
    <Panel
      title="From nothing to a model in production"
      note={`${done} of 4 done, by what is on record`}
      query={{ data, error, isPending: !data, isFetching: false, refetch: () => [runs, models, deployments, monitors].map((one) => one.refetch()) }}
      height={240}
      isFlush
    >
      {(found) => (
        <ol className={styles.steps}>
          {found.map((step, i) => (
            <li key={step.title} className={styles.step} aria-current={i === next ? "step" : undefined}>
              <Shape state={step.isDone ? "ok" : "unknown"} />
              <div className={styles.what}>
                <p><strong>{step.title}</strong> <span className="quiet">{step.isDone ? "done: " : ""}{step.evidence}</span> <Link to={pageOf(step.page)}>Open</Link></p>
                {i === next ? <Code text={step.lines.join("\n")} language={step.lines[0]?.startsWith("flyball ") ? "bash" : "python"} label={`Lines for: ${step.title}`} /> : null}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
