import { useCall, useChange } from "../../api/queries";
import type { CriterionResult, Score } from "../../api/operations";
import { useMayNot } from "../../app/may";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/ErrorNote";
import { Select } from "../../components/Field";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Skeleton } from "../../components/Skeleton";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { Day } from "../govern/Day";
import layout from "../govern/layout.module.css";
import { PageHead } from "../govern/PageHead";
import { useOpen } from "../govern/useOpen";
import { pageOf, plural } from "../govern/words";
import styles from "./Charter.module.css";
import { LEVELS, nextOf, placeOf } from "./levels";
import { Ring } from "./Ring";

const WINDOWS = ["30", "90", "365", "3650"];

/** How far the project has come from models by hand to models that keep themselves right, by evidence only. */
export default function MaturityPage() {
  const [days, setDays] = useUrlState("days", "90");
  const windowDays = WINDOWS.includes(days) ? Number(days) : 90;
  const score = useCall("maturity.assess", { window_days: windowDays }, { keep: true });
  const history = useCall("maturity.history", { limit: 100 });
  const record = useChange("maturity.record", ["home", "audit"]);
  const mayNot = useMayNot("maturity.record");
  return (
    <div className={layout.page}>
      <PageHead title="Maturity" lead="measured, never ticked by hand" calls={[{ id: "maturity.assess", params: { window_days: windowDays } }, { id: "maturity.history", params: {} }]}>
        <Select label="Measured over" value={String(windowDays)} onChange={(value) => setDays(value, { push: true })} options={WINDOWS.map((value) => ({ value, label: value === "3650" ? "the last 10 years" : `the last ${value} days` }))} />
        <Button disabledBecause={mayNot} isBusy={record.isPending} onClick={() => record.mutate({})}>Record the level now</Button>
      </PageHead>
      {record.error ? <ErrorNote error={record.error} /> : null}
      {score.error ? <ErrorNote error={score.error} retry={() => void score.refetch()} /> : null}
      {score.data ? (
        <>
          <Summary score={score.data} last={history.data?.[0]} />
          {[1, 2, 3].map((level) => <Level key={level} level={level} score={score.data} />)}
          <History query={history} />
        </>
      ) : score.error ? null : <Skeleton height={420} />}
    </div>
  );
}

function Summary({ score, last }: { score: Score; last: Score | undefined }) {
  const next = nextOf(score);
  const open = useOpen();
  return (
    <div className={styles.summary}>
      <Ring level={score.level} />
      <div>
        <p><strong>Level {score.level}: {score.level_name}</strong>, measured <Time at={score.at} /> over the last {plural(score.window_days, "day")}.</p>
        {last && last.level !== score.level ? <p className="quiet">The level last recorded is {last.level}, on <Day at={last.at} />. What happened before the window no longer counts.</p> : null}
        {next ? (
          <p className={layout.row}>
            <span>Missing first: <strong>{next.title}</strong> <span className="quiet">({next.says})</span></span>
            <Button kind="primary" onClick={() => open(pageOf(placeOf(next.name).path))}>{placeOf(next.name).verb}</Button>
          </p>
        ) : (
          <p>Nothing is missing; there is no higher level.</p>
        )}
      </div>
    </div>
  );
}

function Level({ level, score }: { level: number; score: Score }) {
  const criteria = score.criteria.filter((criterion) => criterion.level === level);
  const passed = criteria.filter((criterion) => criterion.passed).length;
  return (
    <Panel title={`Level ${level}: ${LEVELS[level] ?? ""}`} note={`${passed} of ${criteria.length} criteria`} isFlush actions={<Status state={score.level >= level ? "ok" : "unknown"} word={score.level >= level ? "reached" : "not reached"} />}>
      <ul>
        {criteria.map((criterion) => <Criterion key={criterion.name} criterion={criterion} />)}
        {criteria.length === 0 ? <li className={styles.criterion}>Nothing is asked for.</li> : null}
      </ul>
    </Panel>
  );
}

function Criterion({ criterion }: { criterion: CriterionResult }) {
  const open = useOpen();
  const isMeasured = criterion.value !== null;
  const evidence = criterion.evidence.filter((ref) => !ref.startsWith("event:"));
  return (
    <li className={styles.criterion}>
      <Status state={criterion.passed ? "ok" : isMeasured ? "bad" : "unknown"} word={criterion.passed ? "holds" : isMeasured ? "does not hold" : "nothing to measure"} />
      <div>
        <p><strong>{criterion.title}</strong></p>
        <p className={layout.small}>{criterion.says}{criterion.passed ? "" : `; ${criterion.next_step}`}</p>
        {evidence.length ? <p className={styles.evidence}>{evidence.map((ref) => <RefLink key={ref} to={ref} />)}</p> : null}
      </div>
      <Button kind={criterion.passed ? "quiet" : "plain"} onClick={() => open(pageOf(placeOf(criterion.name).path))}>{placeOf(criterion.name).verb}</Button>
    </li>
  );
}

function History({ query }: { query: ReturnType<typeof useCall<"maturity.history">> }) {
  return (
    <Panel title="Recorded" note="every time somebody, or a schedule, kept the level" query={query} isFlush>
      {(scores) => (
        <table className={layout.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Level</th>
              <th scope="col">Did not hold</th>
            </tr>
          </thead>
          <tbody>
            {scores.map((score) => (
              <tr key={score.at}>
                <td><Time at={score.at} isAbsolute /></td>
                <td>{score.level}: {score.level_name}</td>
                <td>{score.criteria.filter(({ passed }) => !passed).map(({ title }) => title).join("; ") || "nothing"}</td>
              </tr>
            ))}
            {scores.length === 0 ? <tr><td colSpan={3} className="quiet">Never recorded yet.</td></tr> : null}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
