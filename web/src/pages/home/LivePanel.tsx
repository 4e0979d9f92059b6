import type { LiveModel, Summary } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Link } from "../../components/Link";
import { Panel, type PanelQuery } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { Day } from "../govern/Day";
import layout from "../govern/layout.module.css";
import { pageOf, plural, whyOf } from "../govern/words";
import styles from "./Home.module.css";
import { LiveFacts } from "./LiveFacts";
import { LiveLines } from "./LiveLines";
import { answering } from "./story";

/** One row per model that answers: since when, how it is, who let it, what it was made from. */
export function LivePanel({ query, stopped }: { query: PanelQuery<Summary>; stopped: ReadonlySet<string> }) {
  return (
    <Panel title="Live models" note="what answers now, and the last windows its monitor judged" query={query} height={356} isFlush>
      {({ live }) => (
        <ul className={styles.lives}>
          {live.map((one, i) => <Row key={one.deployment} live={one} isFirst={i === 0} isNear={i < NEAR} hasStopped={stopped.has(one.deployment)} />)}
          {live.length === 0 ? <li className={styles.live}><span className="quiet">No deployment answers.</span></li> : null}
        </ul>
      )}
    </Panel>
  );
}

// Beyond the first few the page would ask too much at once; their own pages tell the same.
const NEAR = 3;

function Row({ live, isFirst, isNear, hasStopped }: { live: LiveModel; isFirst: boolean; isNear: boolean; hasStopped: boolean }) {
  const policies = useCall("deployments.list_policies", { name: live.deployment, limit: 500 }, { enabled: isFirst });
  const last = answering((policies.data ?? []).toReversed()).at(-1);
  // A change that was taken back the same moment, as in a rehearsal, interrupts nothing.
  const since = last?.ref === live.model ? new Date(last.from).toISOString() : live.since;
  const strip = useCall("monitors.heat_strip", { name: live.monitor ?? "", limit: 14 }, { enabled: isNear && live.monitor !== null });
  return (
    <li className={styles.live}>
      <div className={layout.row}>
        <strong className={styles.model}><RefLink to={live.model} /></strong>
        <span>answers in</span>
        <RefLink to={`deployment:${live.deployment}`} />
        <span>since <Day at={since} /></span>
        <Health live={live} />
        {hasStopped ? <Status state="bad" word="no longer retrained" title="Its loop stopped itself" isTinted /> : null}
        <span className={layout.tools}>
          {live.monitor ? <Link to={pageOf(`monitor/${live.monitor}`)}>Monitor</Link> : null}
          <Link to={whyOf(live.model)}>Why this one</Link>
        </span>
      </div>
      <LiveLines live={live} strip={strip.data} isComing={strip.isLoading} />
      {isFirst ? <LiveFacts live={live} /> : null}
    </li>
  );
}

function Health({ live }: { live: LiveModel }) {
  if (live.monitor === null) return <Status state="unknown" word="nobody watches it" isTinted />;
  if (live.open_incidents > 0) return <Status state="warn" word={`${plural(live.open_incidents, "incident")} open`} isTinted />;
  return <Status state="ok" word="no incident open" isTinted />;
}
