import { Link } from "../../components/Link";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { formatCount } from "../../format/number";
import layout from "../models/layout.module.css";
import type { Landing } from "./landings";
import { dataPath } from "./paths";
import { suiteStatus, verdictStatus } from "./words";

const MOST = 12;

/** Landings with what was wrong with each, in the words of the checks. */
export function LandingList({ name, landings }: { name: string; landings: readonly Landing[] }) {
  if (landings.length === 0) return <p className="quiet">Every landing was as expected.</p>;
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Landing</th>
            <th scope="col">Ended</th>
            <th scope="col" className="number">Rows</th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {landings.slice(0, MOST).map((landing) => (
            <tr key={landing.id}>
              <td>
                <Link to={landingPath(name, landing)}>
                  <Time at={landing.at} isAbsolute />
                </Link>
              </td>
              <td><Status {...(landing.report ? verdictStatus(landing.report.verdict) : suiteStatus(landing.version?.suite_status ?? ""))} /></td>
              <td className="number">{formatCount(landing.report?.landed ?? landing.version?.added)}</td>
              <td className={layout.says}>{because(landing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {landings.length > MOST ? <p className={layout.note}>and {landings.length - MOST} older</p> : null}
    </div>
  );
}

export function landingPath(name: string, landing: Landing): string {
  return `${dataPath(name)}?tab=expectations&landing=${encodeURIComponent(landing.id)}`;
}

export function because({ report, version }: Landing): string {
  const failed = report?.results.filter(({ status }) => status === "failed") ?? [];
  if (failed.length) return failed.map(({ sentence }) => sentence).join("; ");
  return version?.quarantined ? `${formatCount(version.quarantined)} rows were set aside` : "a check failed";
}
