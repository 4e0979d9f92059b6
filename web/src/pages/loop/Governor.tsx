import type { ReactNode } from "react";
import type { Cycle } from "../../api/operations";
import { Interval } from "../../components/Interval";
import { RefLink } from "../../components/RefLink";
import { Shape, Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { counted, formatCount, formatShare } from "../../format/number";
import { Link } from "../../components/Link";
import { selectorOf } from "../monitor/marks";
import { here } from "../monitor/useGo";
import { againstChampion } from "./CyclesTable";
import styles from "./Governor.module.css";
import { pictureOf } from "./picture";
import type { LoopView } from "./useLoop";
import { partOf, PARTS, type Part, STAGE, verbOf } from "./words";

const NAME: Record<Part, string> = { watch: "Watch", decide: "Decide", retrain: "Retrain", compare: "Compare", rollout: "Roll out" };

/** The loop as a picture: five stages in a ring, the current one lit, in each the last thing it showed. */
export function Governor({ view }: { view: LoopView }) {
  const { active, loop } = view;
  const now = partOf(active);
  const stopped = [...(loop.data?.breaker ? ["the breaker is open"] : []), ...(loop.data?.state === "paused" ? ["paused"] : [])].join(", ");
  return (
    <div className={styles.ring}>
      <ol className={styles.parts} aria-label="Stages of the loop">
        {PARTS.map((part) => (
          <li key={part} className={styles.part} data-now={part === now || undefined} data-stopped={(part === "decide" && stopped) || undefined} aria-current={part === now ? "step" : undefined}>
            <p className={styles.name}>
              {NAME[part]}
              {part === now ? <span className={styles.word}>{active ? `now: ${STAGE[active.stage]}` : "now"}</span> : null}
              {part === "decide" && stopped ? <span className={styles.stop}><Shape state={loop.data?.breaker ? "bad" : "warn"} /> {stopped}</span> : null}
            </p>
            <Part part={part} view={view} />
          </li>
        ))}
      </ol>
      <svg className={styles.back} viewBox="0 0 1000 22" preserveAspectRatio="none" aria-hidden>
        <path d="M900 0V14H100V4" />
      </svg>
      <span className={styles.tip} aria-hidden>▲</span>
      <p className={styles.again}>and again</p>
    </div>
  );
}

function Part({ part, view }: { part: Part; view: LoopView }): ReactNode {
  const { looked, decided, trained, compared, rolled, live } = pictureOf(view.cycles.data ?? [], view.decisions.data ?? []);
  switch (part) {
    case "watch":
      return (
        <Words at={looked?.at} value={view.open.length ? <Link to={here(`incidents?deployment=${view.deployment}&state=open`)}>{counted(view.open.length, "open incident")}</Link> : "no open incident"}>
          {looked && typeof looked.evidence["new_labels"] === "number" ? `${formatCount(looked.evidence["new_labels"])} new outcomes` : null}
          {live?.challenger ? <> · live <RefLink to={live.challenger} /></> : null}
        </Words>
      );
    case "decide":
      return <Words at={decided?.at} value={decided ? <Status {...verbOf(decided)} /> : "nothing decided yet"}>{decided?.reason}</Words>;
    case "retrain":
      return (
        <Words at={trained?.opened_at} value={trained?.challenger ? <RefLink to={trained.challenger} /> : "nothing trained yet"}>
          {trained?.run ? <>in run <RefLink to={`run:${trained.run}`} />, cycle {trained.number}</> : null}
        </Words>
      );
    case "compare":
      return <Words at={compared?.ended_at ?? compared?.stage_at} value={compared ? <Compared cycle={compared} /> : "nothing compared yet"}>{compared ? <>{selectorOf(compared.challenger)} against {selectorOf(compared.champion)}: {compared.verdicts.find(({ passed }) => !passed)?.says ?? "no worse anywhere"}</> : null}</Words>;
    case "rollout":
      return (
        <Words at={rolled?.at} value={rolled ? <Status {...verbOf(rolled)} /> : "nothing rolled out yet"}>
          {view.active?.stage === "canary" ? `${formatShare(view.loop.data?.policy.rollout.steps[view.active.step])} of traffic` : rolled?.reason.replaceAll("model:", "")}
        </Words>
      );
  }
}

function Compared({ cycle }: { cycle: Cycle }) {
  const gate = againstChampion(cycle);
  return (
    <span className={styles.compared}>
      {cycle.verdicts.filter(({ passed }) => passed).length} of {counted(cycle.verdicts.length, "gate")} passed
      {gate && gate.value !== null && gate.lo !== null && gate.hi !== null ? <Interval low={gate.lo} mid={gate.value} high={gate.hi} threshold={gate.threshold} goal="up" title="Against the champion" width={120} /> : null}
    </span>
  );
}

function Words({ value, at, children }: { value: ReactNode; at?: string | undefined; children?: ReactNode }) {
  return (
    <>
      <p className={styles.value}>{value}</p>
      <p className={styles.detail}>{children}</p>
      {at ? <p className={styles.when}><Time at={at} /></p> : null}
    </>
  );
}
