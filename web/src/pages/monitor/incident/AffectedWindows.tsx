import type { Incident, Window } from "../../../api/operations";
import { Link } from "../../../components/Link";
import { formatCount } from "../../../format/number";
import layout from "../layout.module.css";
import { writeRange } from "../strip";
import { here } from "../useGo";
import { evidenceOf } from "./affected";

const FIRST = 4;
/** Of many windows each says less. */
const FIRST_OF_MANY = 2;
const MANY = 5;
const MOST = 20;

interface AffectedWindowsProps {
  incident: Incident;
  windows: readonly Window[];
  monitor: string | undefined;
}

/** Each window that showed it, with what it showed. */
export function AffectedWindows({ incident, windows, monitor }: AffectedWindowsProps) {
  if (!monitor) return <p className={layout.padded}>No monitor watches {incident.deployment}; a person or a pipeline reported this.</p>;
  if (windows.length === 0) return <p className={layout.padded}>No window of the monitor covers it; a person or a pipeline reported this.</p>;
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Window</th>
            <th scope="col" className={layout.figure}>Rows</th>
            <th scope="col" className={layout.figure}>Labelled</th>
            <th scope="col">What it showed</th>
          </tr>
        </thead>
        <tbody>
          {windows.slice(0, MOST).map((window) => (
            <tr key={window.start}>
              <td className={layout.whole}>
                <Link to={here(`monitor/${monitor}?t=${writeRange([Date.parse(window.start), Date.parse(window.end)])}`)}>{window.start.slice(0, 10)} to {window.end.slice(0, 10)}</Link>
              </td>
              <td className={layout.figure}>{formatCount(window.rows)}</td>
              <td className={layout.figure}>{formatCount(window.labelled)}</td>
              <td><Evidence lines={evidenceOf(incident, window)} most={windows.length > MANY ? FIRST_OF_MANY : FIRST} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {windows.length > MOST ? <p className={layout.padded}>and {windows.length - MOST} earlier windows</p> : null}
    </div>
  );
}

function Evidence({ lines, most }: { lines: string[]; most: number }) {
  if (lines.length === 0) return <span className="quiet">seen outside the monitor</span>;
  return (
    <ul>
      {lines.slice(0, most).map((line) => <li key={line} className={layout.says}>{line}</li>)}
      {lines.length > most ? <li className="quiet" title={lines.slice(most).join("\n")}>and {lines.length - most} more</li> : null}
    </ul>
  );
}
