import type { Approval } from "../../api/operations";
import { Panel } from "../../components/Panel";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import layout from "./layout.module.css";
import { personOf } from "./words";

/** Who voted what, when and with which words. */
export function Votes({ approval }: { approval: Approval }) {
  return (
    <Panel title="Votes" isFlush={approval.votes.length > 0}>
      {approval.votes.length === 0 ? (
        <p className={layout.says}>Nobody has voted yet.</p>
      ) : (
        <table className={layout.table}>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Vote</th>
              <th scope="col">When</th>
              <th scope="col">Comment</th>
            </tr>
          </thead>
          <tbody>
            {approval.votes.map((vote) => (
              <tr key={vote.voter}>
                <th scope="row">{vote.is_by_policy ? "the policy" : personOf(vote.voter)}</th>
                <td>{vote.approve ? <Status state="ok" word="approved" /> : <Status state="bad" word="rejected" />}</td>
                <td><Time at={vote.at} /></td>
                <td className={layout.says}>{vote.comment || <span className="quiet">no comment</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
