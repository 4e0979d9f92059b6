import { ChevronRight } from "lucide-react";
import { useMemo } from "react";
import type { LiveModel, Performance } from "../../api/operations";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Select } from "../../components/Field";
import { ErrorNote } from "../../components/ErrorNote";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { Status } from "../../components/Status";
import { formatCount, formatNumber } from "../../format/number";
import { refPath } from "../../format/ref";
import { pageOf, plural } from "../govern/words";
import { answeredIn, type Happening, monthName, monthOf, monthRange, type Story, storyOf } from "./story";
import styles from "./Story.module.css";
import { useEnded } from "./useEnded";
import { StoryStrip } from "./StoryStrip";

const MOST = 40;

/** "What happened in February": the months of a deployment, and the one that is picked in sentences. */
export function StoryPanel({ all, newestAt }: { all: readonly LiveModel[]; newestAt: string | null }) {
  const [of, setOf] = useUrlState("of", "");
  const live = all.find(({ deployment }) => deployment === of) ?? all[0]!;
  const name = live.deployment;
  const policies = useCall("deployments.list_policies", { name, limit: 500 });
  const incidents = useCall("incidents.list_incidents", { deployment: name, limit: 500 });
  const cycles = useEnded(name, all.length === 1);
  const story = useMemo(
    () =>
      policies.data && incidents.data && cycles.data
        ? storyOf({ deployment: name, policies: policies.data, incidents: incidents.data, cycles: cycles.data, until: Date.parse(live.window_end.at(-1) ?? live.at.at(-1) ?? newestAt ?? live.since) })
        : undefined,
    [policies.data, incidents.data, cycles.data, name, live, newestAt],
  );
  const error = policies.error ?? incidents.error ?? cycles.error;
  const query = { ...policies, data: story, error, isPending: story === undefined, refetch: () => [policies, incidents, cycles].map((one) => one.refetch()) };
  return (
    <Panel title={`What happened to ${name}`} note="pick a month; times in UTC" query={query} height={300} actions={
        <>
          {all.length > 1 ? <Select label="Deployment" value={name} onChange={(value) => setOf(value, { push: true })} options={all.map(({ deployment }) => deployment)} /> : null}
          <Link to={pageOf("audit")}>Whole record</Link>
        </>
      }>
      {(told) => <Months story={told} deployment={name} />}
    </Panel>
  );
}

function Months({ story, deployment }: { story: Story; deployment: string }) {
  const [picked, setMonth] = useUrlState("month", "");
  const isPicked = /^\d{4}-(0[1-9]|1[0-2])$/.test(picked);
  const month = isPicked ? picked : monthOf(story.happenings[0]?.at ?? story.to);
  const [from, to] = monthRange(month);
  const inside = story.happenings.filter(({ at }) => at >= from && at < to).toReversed();
  return (
    <>
      <StoryStrip story={story} month={month} onMonth={(name) => setMonth(name, { push: true })} />
      <Sum story={story} month={month} deployment={deployment} isPicked={isPicked} />
      <ol className={styles.list} aria-label={`What happened in ${monthName(month)}`}>
        {inside.slice(0, MOST).map((one) => <Item key={one.id} one={one} />)}
        {inside.length === 0 ? <li className={styles.item}><span className="quiet">Nothing.</span></li> : null}
      </ol>
      {inside.length > MOST ? <p className="quiet">and {inside.length - MOST} more in the audit</p> : null}
    </>
  );
}

function Item({ one }: { one: Happening }) {
  return (
    <li className={styles.item}>
      <time className={styles.when} dateTime={new Date(one.at).toISOString()} title={new Date(one.at).toISOString()}>{DAY.format(one.at)}</time>
      <Status state={one.state} word={one.word} />
      <span className={styles.says} title={one.says}>{one.says}</span>
      <Link to={refPath(one.ref, currentProject())} className={styles.go} aria-label={`Open: ${one.word}, ${DAY.format(one.at)}`}><ChevronRight size={16} aria-hidden /></Link>
    </li>
  );
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** The month in one paragraph: who answered, how much, how well, and what went wrong. */
function Sum({ story, month, deployment, isPicked }: { story: Story; month: string; deployment: string; isPicked: boolean }) {
  const [from, to] = monthRange(month);
  const performance = useCall("monitors.performance", { deployment, start: new Date(from).toISOString(), end: new Date(to).toISOString() }, { keep: true, enabled: isPicked });
  const inside = story.happenings.filter(({ at }) => at >= from && at < to);
  const opened = inside.filter(({ kind }) => kind === "incident").length;
  const cycles = inside.filter(({ kind }) => kind === "cycle").map(({ word }) => word.replace("retrained, ", ""));
  const who = answeredIn(story.answering, [from, to], (at) => DAY.format(at));
  return (
    <p className={styles.sum}>
      <strong>{monthName(month)}.</strong> {who ? `Answered by ${who}. ` : "Nothing answered. "}
      {opened ? `${plural(opened, "incident")} began. ` : "No incident began. "}
      {cycles.length ? `Retrained ${cycles.length === 1 ? "once" : `${cycles.length} times`}: ${cycles.toReversed().join(", ")}. ` : "Not retrained. "}
      {performance.data ? wellOf(performance.data) : performance.isFetching ? <span className="quiet">Counting its outcomes …</span> : null}
      {performance.error ? <ErrorNote error={performance.error} isShort /> : null}
    </p>
  );
}

function wellOf(found: readonly Performance[]): string {
  const live = found.filter(({ variant }) => !variant.startsWith("shadow:"));
  const rows = live.reduce((sum, { labelled }) => sum + labelled, 0);
  if (rows === 0) return "No outcomes are known for it.";
  const figure = (one: Performance) => (one.roc_auc === null ? null : `${one.variant.replace("shadow:", "")} ${formatNumber(one.roc_auc, 3)}${one.roc_auc_lo === null ? "" : ` [${formatNumber(one.roc_auc_lo, 3)}, ${formatNumber(one.roc_auc_hi, 3)}]`}`);
  const control = found.find(({ variant }) => variant === "shadow:control");
  const figures = [...live.map(figure), control ? figure(control) : null].filter(Boolean).join(", ");
  const positive = live.reduce((sum, one) => sum + (one.positive_rate ?? 0) * one.labelled, 0) / rows;
  return `${formatCount(rows)} outcomes, ${formatNumber(positive * 100, 3)} % positive. ROC AUC: ${figures}.`;
}
