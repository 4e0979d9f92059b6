import { useCall } from "../../api/queries";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { Time } from "../../components/Time";
import { happened, personOf } from "./happened";
import layout from "./layout.module.css";
import { here } from "./useGo";

/** The record of one object, newest first: what happened, by whom and why. */
export function History({ address, title = "History" }: { address: string; title?: string }) {
  const events = useCall("audit.list_events", { ref: address, newest_first: true, limit: 100 });
  return (
    <Panel title={title} note="the newest 100 entries of the record" query={events} isFlush actions={<Link to={here(`audit?ref=${encodeURIComponent(address)}`)}>Whole record</Link>}>
      {(found) =>
        found.length === 0 ? (
          <p className={layout.says}>Nothing has happened to it yet.</p>
        ) : (
          <div className={layout.sideways}>
            <table className={layout.table}>
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">Who</th>
                  <th scope="col">What</th>
                  <th scope="col" className={layout.figure}>Entry</th>
                </tr>
              </thead>
              <tbody>
                {found.map((entry) => (
                  <tr key={entry.seq}>
                    <td><Time at={entry.at} isAbsolute /></td>
                    <td>{personOf(entry.actor)}</td>
                    <td className={layout.says}>{happened(entry)}</td>
                    <td className={`${layout.figure} quiet`}>{entry.seq}</td>
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
