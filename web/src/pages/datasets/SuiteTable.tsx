import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import layout from "../models/layout.module.css";
import type { Landing } from "./landings";
import { type Check, consequence, expects, nameOf, resultStatus } from "./words";

/** Each expectation as a sentence, what follows when it fails, and when it last did. */
export function SuiteTable({ checks, landings }: { checks: readonly Check[]; landings: readonly Landing[] }) {
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Expects that</th>
            <th scope="col">When it fails</th>
            <th scope="col">Severity</th>
            <th scope="col">Last result</th>
            <th scope="col">Last failed</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => {
            const name = nameOf(check);
            const last = landings[0]?.report?.results.find((result) => result.name === name);
            const failed = landings.find(({ report }) => report?.results.some((result) => result.name === name && result.status === "failed"));
            return (
              <tr key={name}>
                <td><span className="name">{name}</span></td>
                <td className={layout.says}>{expects(check)}</td>
                <td>{consequence(check)}</td>
                <td>{check.severity}</td>
                <td>{last ? <Status {...resultStatus(last)} /> : <span className="quiet">not judged yet</span>}</td>
                <td>{failed ? <Time at={failed.at} isAbsolute /> : <span className="quiet">never</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
