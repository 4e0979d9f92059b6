import type { Prediction, Why } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { formatNumber, formatShare } from "../../format/number";
import { absoluteTime } from "../../format/time";
import { Day } from "../govern/Day";
import layout from "../govern/layout.module.css";
import { keyOfLabel } from "./PredictionTable";
import styles from "./PredictionStory.module.css";
import { type Standing, standings } from "./unusual";

const OTHERS = 200;
const SHOWN = 8;

/** One answer: what it said, whether that was a warning, what came of it, and what about its inputs was unusual. */
export function PredictionStory({ made, why }: { made: Prediction; why: Why }) {
  const until = new Date(Date.parse(made.at) + 1000).toISOString();
  const others = useCall("deployments.list_predictions", { name: made.deployment, model: made.model, end: until, shadows: made.shadow_of !== null, limit: OTHERS }, { immutable: true });
  const label = useCall("labels.find", { deployment: made.deployment, keys: [keyOfLabel(made)] });
  const model = why.links.find(({ ref }) => ref === made.model);
  const threshold = typeof model?.facts["metrics.threshold"] === "number" ? model.facts["metrics.threshold"] : null;
  const named = why.links.map(({ facts }) => facts["label"]).find((name) => typeof name === "string" && name !== "");
  const outcome = label.data?.[0];
  const isWarned = threshold !== null && made.score !== null && made.score >= threshold;
  return (
    <div className={styles.story}>
      <p className={styles.says}>
        <RefLink to={made.model} /> gave it <strong>{formatNumber(made.score)}</strong>
        {made.shadow_of ? " in the shadow, unseen by the client" : ""} at {absoluteTime(made.at, "utc")}.{" "}
        {threshold === null ? null : (
          <>
            From {formatNumber(threshold)} on an answer of this version counts as a warning: <Status state={isWarned ? "warn" : "ok"} word={isWarned ? "warned" : "not warned"} />.{" "}
          </>
        )}
        {outcome ? (
          <>
            What came of it: <strong>{named ? `${String(named)} = ` : ""}{formatNumber(outcome.value)}</strong>, known since <Day at={outcome.known_at} />
            {threshold === null ? "." : `; the answer was ${isWarned === (outcome.value > 0) ? "right" : "wrong"}.`}
          </>
        ) : label.data ? "What came of it is not known." : null}
      </p>
      <Panel
        title="What was unusual about it"
        note={others.data ? `its inputs among the ${others.data.length} answers of the same version up to it` : undefined}
        query={others}
        height={336}
        isFlush
      >
        {(found) => <Inputs found={standings(made, found)} />}
      </Panel>
    </div>
  );
}

function Inputs({ found }: { found: readonly Standing[] }) {
  const telling = found.filter(({ pull }) => Math.abs(pull) >= 0.1).slice(0, SHOWN);
  const missing = found.filter(({ value }) => value === null).map(({ name }) => name);
  return (
    <div className={styles.inputs}>
      <div className={layout.sideways}>
        <table className={layout.table}>
          <thead>
            <tr>
              <th scope="col">Input</th>
              <th scope="col" className="number">Value</th>
              <th scope="col">Higher than</th>
              <th scope="col">Higher values go with</th>
              <th scope="col">So it goes with</th>
            </tr>
          </thead>
          <tbody>
            {telling.map((one) => (
              <tr key={one.name}>
                <td><code className="name">{one.name}</code></td>
                <td className="number">{typeof one.value === "number" ? formatNumber(one.value) : String(one.value)}</td>
                <td><Rank rank={one.rank ?? 0} /></td>
                <td>{(one.together ?? 0) > 0 ? "higher" : "lower"} scores <span className="quiet">(ρ {formatNumber(one.together, 2)})</span></td>
                <td><strong>{one.pull > 0 ? "a higher score" : "a lower score"}</strong></td>
              </tr>
            ))}
            {telling.length === 0 ? <tr><td colSpan={5} className="quiet">None of its inputs stands out.</td></tr> : null}
          </tbody>
        </table>
      </div>
      <p className={styles.foot}>
        {missing.length ? <>Missing: <code>{missing.join(", ")}</code>. </> : null}
        An association among answers, not what the model computed; all inputs are under The answer below.
      </p>
    </div>
  );
}

function Rank({ rank }: { rank: number }) {
  return (
    <span className={styles.rank}>
      <span className={styles.track} aria-hidden><i style={{ insetInlineStart: `${rank * 100}%` }} /></span>
      <span className="number">{formatShare(rank, 2)}</span>
    </span>
  );
}
