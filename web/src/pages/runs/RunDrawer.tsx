import { GitCompareArrows, Pin } from "lucide-react";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { pathOf } from "../../app/routes";
import { Button } from "../../components/Button";
import { Drawer } from "../../components/Drawer";
import { ErrorNote } from "../../components/ErrorNote";
import { Facts } from "../../components/Facts";
import { RefLink } from "../../components/RefLink";
import { Skeleton } from "../../components/Skeleton";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { formatDuration } from "../../format/time";
import { ArtifactList } from "./ArtifactList";
import { durationOf, runName } from "./fields";
import { MetricList } from "./MetricList";
import { ParamList } from "./ParamList";
import styles from "./runs.module.css";
import { RUN_STATES } from "./state";
import { useGo } from "./useGo";
import type { RunsView } from "./useRunsView";

/** A look at one run beside the table: figures, params against the baseline, files. */
export function RunDrawer({ id, view }: { id: string; view: RunsView }) {
  const run = useCall("runs.get", { id });
  const pinned = useCall("runs.get", { id: view.baseline }, { enabled: Boolean(view.baseline) && view.baseline !== id });
  const artifacts = useCall("runs.artifacts", { id });
  const go = useGo();
  const { data } = run;
  const baseline = view.baseline && view.baseline !== id ? pinned.data : undefined;
  const home = pathOf(currentProject(), "");
  return (
    <Drawer isOpen onClose={() => view.setOpened("")} title={data ? runName(data) : "Run"} to={`${home}/runs/${id}`} width={500}
      chips={data ? <Status state={RUN_STATES[data.state]} word={data.state} /> : null}>
      {run.error ? <ErrorNote error={run.error} retry={() => void run.refetch()} /> : null}
      {data ? (
        <div className={styles.drawer}>
          <div className={styles.actions}>
            <Button icon={<Pin size={14} aria-hidden />} onClick={() => view.setBaseline(view.baseline === id ? "" : id)}>
              {view.baseline === id ? "Unpin as baseline" : "Pin as baseline"}
            </Button>
            <Button icon={<GitCompareArrows size={14} aria-hidden />} disabledBecause={baseline ? null : "Pin another run as baseline first"}
              onClick={() => go(`${home}/compare?runs=${view.baseline},${id}&baseline=${view.baseline}`)}>
              Compare with the baseline
            </Button>
          </div>
          {data.error ? <pre className={styles.error}>{lastLines(data.error)}</pre> : null}
          <Facts isStacked items={[
            { label: "Experiment", value: data.experiment, to: `${home}/experiments/${encodeURIComponent(data.experiment)}` },
            { label: "Owner", value: data.owner },
            { label: "Started", value: <Time at={data.started_at} /> },
            { label: "Duration", value: formatDuration(durationOf(data)) },
          ]} />
          <MetricList run={data} baseline={baseline} />
          <ParamList run={data} baseline={baseline} />
          {data.inputs.length || data.outputs.length ? (
            <section>
              <h3>Inputs and outputs</h3>
              {[...data.inputs, ...data.outputs].map((link) => <p key={`${link.ref} ${link.name}`}><RefLink to={link.ref} isWhole /></p>)}
            </section>
          ) : null}
          <section>
            <h3>Files <span className="quiet">{artifacts.data?.length}</span></h3>
            {artifacts.error ? <ErrorNote error={artifacts.error} isShort /> : <ArtifactList run={id} artifacts={artifacts.data ?? []} most={8} />}
          </section>
        </div>
      ) : run.error ? null : <Skeleton lines={10} />}
    </Drawer>
  );
}

const SHOWN_LINES = 12;

/** The end of a traceback, where the exception is. */
export function lastLines(error: string): string {
  const lines = error.trimEnd().split("\n");
  return lines.length > SHOWN_LINES ? `…\n${lines.slice(-SHOWN_LINES).join("\n")}` : lines.join("\n");
}
