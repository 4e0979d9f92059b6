import type { ReactNode } from "react";
import type { Facts, LiveModel, Why } from "../../api/operations";
import { useCall } from "../../api/queries";
import { ErrorNote } from "../../components/ErrorNote";
import { RefLink } from "../../components/RefLink";
import { Skeleton } from "../../components/Skeleton";
import { formatCount, formatNumber } from "../../format/number";
import { Day } from "../govern/Day";
import { Said } from "../govern/Said";
import { personOf } from "../govern/words";
import styles from "./Home.module.css";

/** Who approved the live version, on what evidence, and what it was trained on: from its chain, in a few lines. */
export function LiveFacts({ live }: { live: LiveModel }) {
  const why = useCall("why.explain", { ref: live.model });
  if (why.error) return <ErrorNote error={why.error} isShort retry={() => void why.refetch()} />;
  if (!why.data) return <Skeleton height={168} />;
  return (
    <dl className={styles.facts}>
      <Fact name="Approved">{approved(why.data)}</Fact>
      <Fact name="Evidence">{evidence(why.data)}</Fact>
      <Fact name="Trained on">{trained(why.data)}</Fact>
      <Fact name="Health">{health(live)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const ofKind = (why: Why, kind: string): Facts | undefined => why.links.find(({ ref }) => ref.startsWith(`${kind}:`));
const textOf = (link: Facts | undefined, name: string): string => (typeof link?.facts[name] === "string" ? (link.facts[name] as string) : "");

function approved(why: Why): ReactNode {
  const link = ofKind(why, "approval");
  if (!link) return <span className="quiet">no approval is on record</span>;
  const version = ofKind(why, "model");
  return (
    <>
      by <strong>{personOf(textOf(link, "approved_by")) || "nobody yet"}</strong>, asked for by {personOf(textOf(link, "requested_by"))} as {textOf(link, "target")} (<RefLink to={link.ref} />
      {version ? <>; registered <Day at={textOf(version, "registered_at")} /></> : null})
    </>
  );
}

function evidence(why: Why): ReactNode {
  const shown = why.links.filter(({ ref }) => ref.startsWith("evaluation:"));
  const verdicts = ofKind(why, "cycle")?.facts["verdicts"];
  const says = Array.isArray(verdicts) ? verdicts.map((verdict) => verdict.replace(/^[^:]+: /, "")) : [];
  if (shown.length === 0 && says.length === 0) return <span className="quiet">none is on record</span>;
  return (
    <>
      {shown.map(({ ref }) => <RefLink key={ref} to={ref} />)}
      {says.length ? <ul className={styles.verdicts}>{says.map((line) => <li key={line}>{line.split("; margin")[0]}</li>)}</ul> : null}
    </>
  );
}

function trained(why: Why): ReactNode {
  const run = ofKind(why, "run");
  const data = why.links.find(({ ref }) => ref === firstInput(why, run?.ref));
  if (!run) return <span className="quiet">no run is on record</span>;
  const rows = data?.facts["rows"];
  const sources = data ? why.edges.filter(({ dst, src }) => dst === data.ref && src.startsWith("dataset:")).map(({ src }) => src) : [];
  return (
    <>
      {data ? <><RefLink to={data.ref} />{typeof rows === "number" ? `, ${formatCount(rows)} rows` : ""}{sources.length ? " joined from " : ""}</> : "nothing on record, "}
      {sources.map((ref, i) => <span key={ref}>{i > 0 ? " and " : ""}<RefLink to={ref} /></span>)}
      {" by "}<RefLink to={run.ref} /> of {personOf(textOf(run, "owner"))} on <Day at={textOf(run, "started_at")} />
    </>
  );
}

function firstInput(why: Why, run: string | undefined): string {
  return why.edges.find(({ dst, src }) => dst === run && src.startsWith("dataset:"))?.src ?? "";
}

function health(live: LiveModel): ReactNode {
  const at = live.metric.findLastIndex((value) => value !== null);
  const alarms = live.alarms.findLast((value) => value !== null) ?? null;
  if (at < 0) return <span className="quiet">{live.monitor ? "no outcomes are known yet" : "no monitor watches it"}</span>;
  const wrong = live.false_warning_rate[at] ?? null;
  return (
    <Said
      text={`ROC AUC ${formatNumber(live.metric[at], 3)} [${formatNumber(live.metric_lo[at], 3)}, ${formatNumber(live.metric_hi[at], 3)}] in the window to ${live.window_end[at]?.slice(0, 10) ?? ""}${wrong === null ? "" : `; ${formatNumber(wrong * 100, 3)} % of its warnings were wrong`}${alarms === null ? "" : `; ${alarms} findings alarmed`}.`}
    />
  );
}
