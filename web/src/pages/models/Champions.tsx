import type { AliasInterval, Approval } from "../../api/operations";
import { Link } from "../../components/Link";
import { Panel, type PanelQuery } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { formatDuration, instantOf } from "../../format/time";
import layout from "./layout.module.css";
import { approversOf, pageOf, personOf } from "./words";

interface ChampionsProps {
  name: string;
  moves: PanelQuery<AliasInterval[]>;
  approvals: readonly Approval[];
}

/** Who was champion when, moved by whom, by whose approval and why; the newest first. */
export function Champions({ name, moves, approvals }: ChampionsProps) {
  return (
    <Panel title="Who has been champion" note="half-open: from the first moment up to, not including, the last" query={moves} isFlush>
      {(found) =>
        found.length === 0 ? (
          <p className={layout.says}>No version has been champion yet. One becomes it by a promotion from its own page.</p>
        ) : (
          <div className={layout.sideways}>
            <table className={layout.table}>
              <thead>
                <tr>
                  <th scope="col">Version</th>
                  <th scope="col">From</th>
                  <th scope="col">To</th>
                  <th scope="col" className="number">Held for</th>
                  <th scope="col">Approved by</th>
                  <th scope="col">Moved by</th>
                  <th scope="col">Why</th>
                </tr>
              </thead>
              <tbody>
                {found.map((move) => (
                  <tr key={move.from_at}>
                    <th scope="row">{move.version === null ? <span className="quiet">none</span> : <RefLink to={`model:${name}@${move.version}`} />}</th>
                    <td><Time at={move.from_at} /></td>
                    <td>{move.to_at ? <Time at={move.to_at} /> : <Status state="ok" word="champion now" />}</td>
                    <td className="number">{heldFor(move)}</td>
                    <td><ApprovedBy move={move} approvals={approvals} /></td>
                    <td>{personOf(move.moved_by)}</td>
                    <td>
                      <span className={layout.says}>
                        {move.is_rollback ? "rolled back: " : ""}
                        {move.reason || <span className="quiet">no reason given</span>}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Panel>
  );
}

function heldFor({ from_at, to_at }: AliasInterval): string {
  const [from, to] = [instantOf(from_at), instantOf(to_at)];
  return from === null || to === null ? "–" : formatDuration((to - from) / 1000);
}

function ApprovedBy({ move, approvals }: { move: AliasInterval; approvals: readonly Approval[] }) {
  if (!move.approval) return <span className="quiet">{move.is_rollback ? "approved before" : "nobody had to"}</span>;
  const approval = approvals.find(({ id }) => id === move.approval);
  return <Link to={pageOf(`approvals/${move.approval}`)}>{approval ? approversOf(approval) : "see the request"}</Link>;
}
