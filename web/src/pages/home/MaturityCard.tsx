import { useCall } from "../../api/queries";
import { Button } from "../../components/Button";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { Ring } from "../charter/Ring";
import { nextOf, placeOf } from "../charter/levels";
import { useOpen } from "../govern/useOpen";
import { Day } from "../govern/Day";
import { pageOf } from "../govern/words";
import styles from "./Home.module.css";

/**
 * How far the project has come, by evidence, and the one step that takes it further: up to its newest data, so that a
 * project at rest is judged by what it did. `newestAt`: undefined while that is not known.
 */
export function MaturityCard({ newestAt }: { newestAt: string | null | undefined }) {
  const score = useCall("maturity.assess", { until: newestAt ?? null }, { enabled: newestAt !== undefined });
  const open = useOpen();
  return (
    <Panel title="Maturity" query={score} height={114} actions={<Link to={pageOf("maturity")}>All criteria</Link>}>
      {(found) => {
        const next = nextOf(found);
        return (
          <div className={styles.maturity}>
            <Ring level={found.level} />
            <div className={styles.step}>
              <p><strong>Level {found.level}: {found.level_name}</strong> <span className="quiet">by what happened in the {found.window_days} days to <Day at={found.at} /></span></p>
              {next ? (
                <>
                  <p>Missing for level {next.level}: <strong>{next.title}</strong> <span className="quiet">({next.says})</span></p>
                  <p><Button onClick={() => open(pageOf(placeOf(next.name).path))}>{placeOf(next.name).verb}</Button></p>
                </>
              ) : (
                <p>Nothing is missing.</p>
              )}
            </div>
          </div>
        );
      }}
    </Panel>
  );
}
