import { useCall } from "../../api/queries";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Time } from "../../components/Time";
import { sentenceOf } from "./events";
import layout from "./layout.module.css";
import { pageOf, personOf } from "./words";

/** The record of one object, newest first: what happened, by whom and why. */
export function HistoryTab({ address, title = "History", most = 100, say = sentenceOf }: { address: string; title?: string; most?: number; say?: typeof sentenceOf }) {
  const events = useCall("audit.list_events", { ref: address, newest_first: true, limit: most });
  return (
    <Panel
      title={title}
      note={`the newest ${most} entries of the record`}
      query={events}
      isFlush
      actions={<Link to={pageOf(`audit?ref=${encodeURIComponent(address)}`)}>Whole record</Link>}
    >
      {(found) => (
        <div className={layout.sideways}>
          <table className={layout.table}>
            <thead>
              <tr>
                <th scope="col" className="number">Entry</th>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">About</th>
              </tr>
            </thead>
            <tbody>
              {found.map((entry) => (
                <tr key={entry.seq}>
                  <td className="number quiet">{entry.seq}</td>
                  <td><Time at={entry.at} isAbsolute /></td>
                  <td>{personOf(entry.actor)}</td>
                  <td className={layout.says}>{say(entry)}</td>
                  <td><RefLink to={entry.ref} /></td>
                </tr>
              ))}
            </tbody>
          </table>
          {found.length === 0 ? <p className={layout.says}>Nothing has happened to it yet.</p> : null}
        </div>
      )}
    </Panel>
  );
}
