import type { Charter, Kpi } from "../../api/operations";
import { Num } from "../../components/Num";
import layout from "../govern/layout.module.css";
import { plural } from "../govern/words";
import styles from "./Charter.module.css";

/** A charter as a page to read. */
export function CharterText({ body }: { body: Charter }) {
  return (
    <div className={styles.text}>
      <Part title="The problem" text={body.problem} />
      <Part title="The decision that predictions support" text={body.decision} />
      <Part title="Whom it touches" text={body.users_affected} />
      <section className={styles.part}>
        <h2>Judged by</h2>
        {body.kpis.length ? <Kpis kpis={body.kpis} /> : <p className="quiet">No KPI is named.</p>}
      </section>
      <section className={styles.part}>
        <h2>What may not get worse</h2>
        {body.guardrails.length ? (
          <ul>
            {body.guardrails.map((rail) => (
              <li key={`${rail.metric} ${rail.slice}`}>
                <bdi>{rail.metric}</bdi>{rail.slice ? <> in <code>{rail.slice}</code></> : null}: {rail.direction === "up" ? "at least" : "at most"} <Num value={rail.bound} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="quiet">No guardrail is set.</p>
        )}
      </section>
      <section className={styles.part}>
        <h2>Who answers for it</h2>
        {Object.keys(body.owners).length ? (
          <dl className={styles.owners}>
            {Object.entries(body.owners).map(([role, person]) => (
              <div key={role}>
                <dt><bdi>{role}</bdi></dt>
                <dd><bdi>{person}</bdi></dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="quiet">Nobody is named.</p>
        )}
        <p>Looked at again every {plural(body.review_every_days, "day")}.</p>
      </section>
    </div>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      {text ? <p className={layout.prose}><bdi>{text}</bdi></p> : <p className="quiet">Not written yet.</p>}
    </section>
  );
}

function Kpis({ kpis }: { kpis: readonly Kpi[] }) {
  return (
    <div className={layout.sideways}>
      <table className={`${layout.table} ${styles.kpis}`}>
        <thead>
          <tr>
            <th scope="col">KPI</th>
            <th scope="col">Better</th>
            <th scope="col" className="number">Before</th>
            <th scope="col" className="number">At least</th>
            <th scope="col" className="number">Target</th>
            <th scope="col">How it is computed</th>
            <th scope="col">Owner</th>
          </tr>
        </thead>
        <tbody>
          {kpis.map((kpi) => (
            <tr key={kpi.name}>
              <td><bdi>{kpi.name}</bdi>{kpi.unit && kpi.unit !== "share" ? <span className="quiet"> {kpi.unit}</span> : null}</td>
              <td>{kpi.direction}</td>
              <td className="number"><Num value={kpi.baseline} share={kpi.unit === "share"} /></td>
              <td className="number"><Num value={kpi.minimum_acceptable} share={kpi.unit === "share"} /></td>
              <td className="number"><Num value={kpi.target} share={kpi.unit === "share"} /></td>
              <td><bdi>{kpi.formula || "–"}</bdi></td>
              <td><bdi>{kpi.owner || "–"}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
