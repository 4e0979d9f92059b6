import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ApiError } from "../../../api/errors";
import type { Study, Trial } from "../../../api/operations";
import { BarList } from "../../../components/BarList";
import { LineChart } from "../../../components/LineChart";
import { Panel } from "../../../components/Panel";
import { ParallelCoordinates } from "../../../components/ParallelCoordinates";
import { formatNumber, formatShare } from "../../../format/number";
import { influences } from "../compare/importance";
import page from "../RunPage.module.css";
import styles from "../runs.module.css";
import { progressOf, rangeText, valueText } from "./settings";

export interface TrialsProps {
  study: Study;
  trials: UseQueryResult<Trial[], ApiError>;
}

/** How a search went: the best so far, the space and the best setting in it, and what mattered. */
export function StudyOverview({ study, trials }: TrialsProps) {
  return (
    <div className={page.columns}>
      <div className={page.column}>
        <Panel title="Progress" query={trials} height={240}>{(found) => <ProgressChart study={study} trials={found} />}</Panel>
        <Panel title="Parallel coordinates" note="drag along an axis to keep a stretch" query={trials} height={320}>{(found) => <Coordinates study={study} trials={found} />}</Panel>
      </div>
      <div className={page.column}>
        <Panel title="Best setting" note={study.best ? `trial ${study.best.number}` : undefined}>
          <table className={styles.list}>
            <thead><tr><th scope="col">Param</th><th scope="col" className={styles.end}>Best</th><th scope="col">Searched</th></tr></thead>
            <tbody>
              {Object.entries(study.space).map(([name, range]) => (
                <tr key={name}>
                  <td><span className="name" title={name}>{name}</span></td>
                  <td className={styles.end}>{valueText(study.best?.params[name])}&nbsp;&nbsp;</td>
                  <td className="quiet" title={rangeText(range)}>{rangeText(range)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
        <Panel title="Importance" note="each param alone, by ranks, less what chance explains" query={trials}>{(found) => <Importance study={study} trials={found} />}</Panel>
        <Reported trials={trials} />
      </div>
    </div>
  );
}

function ProgressChart({ study, trials }: { study: Study; trials: readonly Trial[] }) {
  const series = useMemo(() => {
    const { number, value, best } = progressOf(trials, study.direction);
    return [
      { name: "best so far", step: number, y: best, colour: "var(--accent)" },
      { name: "trial", step: number, y: value, colour: "var(--hue-rest)", dashed: true },
    ];
  }, [trials, study.direction]);
  const title = study.best ? `${study.direction === "maximize" ? "Highest" : "Lowest"} ${formatNumber(study.best.value)} in trial ${study.best.number}` : "No trial has ended";
  return <LineChart title={title} series={series} xLabel="trial" yLabel="objective" n={trials.length} height={220} />;
}

function Coordinates({ study, trials }: { study: Study; trials: readonly Trial[] }) {
  const axes = [
    ...Object.entries(study.space).map(([id, range]) => ({ id: `p ${id}`, label: id, isLog: range.type !== "choice" && range.log })),
    { id: "value", label: "objective", goal: study.direction === "maximize" ? ("up" as const) : ("down" as const) },
  ];
  const rows = trials.map((trial) => ({
    id: String(trial.number), name: `trial ${trial.number}`, colour: trial.number === study.best?.number ? "var(--accent)" : "var(--hue-rest)",
    values: { ...Object.fromEntries(Object.entries(trial.params).map(([name, value]) => [`p ${name}`, typeof value === "boolean" ? String(value) : value])), value: trial.value },
  }));
  return <ParallelCoordinates title="Settings of each trial and what they gave" isTitleHidden axes={axes} rows={rows} height={300} />;
}

function Importance({ study, trials }: { study: Study; trials: readonly Trial[] }) {
  const ended = trials.filter(({ state }) => state === "complete");
  const params = Object.fromEntries(Object.keys(study.space).map((name) => [name, ended.map((trial) => trial.params[name])]));
  const found = influences(params, ended.map(({ value }) => value));
  if (found.length === 0) return <p className="quiet">It takes four complete trials to say which param mattered.</p>;
  return <BarList label="Importance of each param" max={1} format={(value) => formatShare(value, 2)} items={found.map(({ name, share, correlation }) => ({ name, value: share, note: correlation === null ? "" : `rank correlation ${formatNumber(correlation, 2)}` }))} />;
}

/** Values that trials reported on their way, where they did. */
function Reported({ trials }: { trials: UseQueryResult<Trial[], ApiError> }) {
  const series = useMemo(
    () => (trials.data ?? []).filter(({ values }) => values.length > 1).slice(0, 100).map((trial) => ({
      id: `trial ${trial.number}`, name: `trial ${trial.number}${trial.state === "complete" ? "" : `, ${trial.state}`}`, dashed: trial.state !== "complete",
      step: trial.values.map(([step]) => step), y: trial.values.map(([, value]) => value),
    })),
    [trials.data],
  );
  if (series.length === 0) return null;
  return <Panel title="Reported on the way"><LineChart title="Objective by step" note="dashed: pruned, failed or still running" series={series} n={series.length} height={220} /></Panel>;
}
