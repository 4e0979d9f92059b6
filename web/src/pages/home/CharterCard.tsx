import type { CharterVersion, LiveModel, Strip } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Empty } from "../../components/Empty";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { pageOf } from "../govern/words";
import styles from "./Home.module.css";
import { KpiBar } from "./KpiBar";
import { measuredKpi } from "./kpi";

/** What the project is for, and its KPI now against the target. */
export function CharterCard({ live }: { live: LiveModel | undefined }) {
  const charters = useCall("charter.history", { limit: 1 }); // a list: none is no error
  const strip = useCall("monitors.heat_strip", { name: live?.monitor ?? "", limit: 14 }, { enabled: Boolean(live?.monitor) });
  if (charters.data?.length === 0) return <NoCharter />;
  return (
    <Panel title="Charter" query={charters} height={188} actions={<Link to={pageOf("charter")}>Read it</Link>}>
      {([found]) => (found ? <Inside charter={found} strip={strip.data} /> : null)}
    </Panel>
  );
}

function Inside({ charter, strip }: { charter: CharterVersion; strip: Strip | undefined }) {
  const { body } = charter;
  return (
    <div className={styles.charter}>
      <p className={styles.goal}><bdi>{body.decision || body.problem}</bdi></p>
      {body.kpis.slice(0, 3).map((kpi, i) => <KpiBar key={kpi.name} kpi={kpi} measured={i === 0 ? measuredKpi(kpi, body.kpis.length, strip) : null} />)}
      {body.kpis.length === 0 ? <p className="quiet">It names no KPI yet.</p> : null}
    </div>
  );
}

function NoCharter() {
  return (
    <Panel title="Charter">
      <Empty title="What the project is for stands here: the decision, its KPI, what counts as good enough." action={<Link to={pageOf("charter?edit=1")}>Write the charter</Link>} />
    </Panel>
  );
}
