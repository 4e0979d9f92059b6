import type { Evaluation, Measured } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Interval } from "../../components/Interval";
import { Num } from "../../components/Num";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import layout from "./layout.module.css";
import { goalOf, personOf } from "./words";

/** One report whole: its metrics, what the gates say in sentences, and every slice with its interval. */
export function EvaluationReport({ evaluation }: { evaluation: Evaluation }) {
  const report = useCall("evaluations.report", { id: evaluation.id }, { immutable: true });
  return (
    <div className={layout.stack}>
      <p className={layout.note}>
        {counted(evaluation.n, "row")} of <RefLink to={evaluation.dataset} />, <Time at={evaluation.at} /> by {personOf(evaluation.by)}; intervals are 95 %
      </p>
      <div className={layout.pair}>
        <Panel title="Metrics" isFlush>
          <table className={layout.table}>
            <tbody>
              {evaluation.metrics.map((one) => (
                <tr key={one.metric}>
                  <th scope="row">{one.metric}</th>
                  <td className="number"><Num value={one.value} /></td>
                  <td><Spread of={one} width={180} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
        <Panel title="What the gates say">
          {evaluation.gates.length ? (
            <ul className={layout.stack}>
              {evaluation.gates.map((gate) => (
                <li key={gate.check} className={layout.says}>
                  <strong>{gate.check}</strong>, {gate.passed ? "passed" : "not passed"}: {gate.says}
                </li>
              ))}
            </ul>
          ) : (
            <p className={layout.says}>No gate was asked for.</p>
          )}
        </Panel>
      </div>
      <Panel title="Slices" note="the worst first; a ring is a slice whose interval crosses the metric of all rows" query={report} isFlush>
        {(found) =>
          found.slices.length ? (
            <Slices slices={found.slices} whole={found.metrics} />
          ) : (
            <p className={layout.says}>The evaluation looked at no slices.</p>
          )
        }
      </Panel>
    </div>
  );
}

function Slices({ slices, whole }: { slices: readonly Measured[]; whole: readonly Measured[] }) {
  const known = slices.flatMap(({ lo, hi }) => [lo, hi]).filter((end): end is number => end !== null);
  const domain = known.length ? ([Math.min(...known), Math.max(...known)] as const) : undefined;
  const worst = [...slices].sort((a, b) => badness(b) - badness(a));
  return <Table label="Slices" noun="slice" rows={worst} columns={sliceColumns(whole, domain)} rowKey={({ metric, slice, level }) => `${metric} ${slice} ${level}`} fit={18} compact />;
}

function sliceColumns(whole: readonly Measured[], domain: readonly [number, number] | undefined): Column<Measured>[] {
  const wholeOf = (metric: string) => whole.find((one) => one.metric === metric)?.value;
  return [
    { id: "slice", header: "Column", width: 110, sortable: true, value: ({ slice }) => slice },
    { id: "level", header: "Level", width: 130, sortable: true, value: ({ level }) => level },
    { id: "metric", header: "Metric", width: 100, sortable: true, value: ({ metric }) => metric },
    { id: "value", header: "Value", width: 90, align: "end", sortable: true, value: ({ value }) => value },
    {
      id: "interval",
      header: "95 % interval",
      width: 220,
      value: ({ lo, hi }) => (lo === null || hi === null ? null : `${lo} … ${hi}`),
      cell: (one) => <Spread of={one} width={200} threshold={wholeOf(one.metric)} domain={domain} />,
    },
    { id: "low", header: "Low", width: 90, align: "end", sortable: true, value: ({ lo }) => lo },
    { id: "high", header: "High", width: 90, align: "end", sortable: true, value: ({ hi }) => hi },
    { id: "n", header: "Rows", width: 90, align: "end", sortable: true, value: ({ n }) => n },
  ];
}

/** Higher is worse; slices without a value come last. */
const badness = ({ metric, value }: Measured): number => (value === null ? -Infinity : goalOf(metric) === "up" ? -value : value);

interface SpreadProps {
  of: Measured;
  width: number;
  threshold?: number | null | undefined;
  domain?: readonly [number, number] | undefined;
}

function Spread({ of, width, threshold, domain }: SpreadProps) {
  if (of.value === null || of.lo === null || of.hi === null) return <span className="quiet">too few rows for one</span>;
  const title = of.slice ? `${of.metric} of ${of.slice} ${of.level}` : of.metric;
  return <Interval low={of.lo} mid={of.value} high={of.hi} title={title} width={width} threshold={threshold ?? undefined} goal={threshold === undefined ? undefined : goalOf(of.metric)} domain={domain} />;
}
