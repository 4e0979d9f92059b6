import type { CheckResult, ValidationReport } from "../../api/operations";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { Status } from "../../components/Status";
import { absoluteTime } from "../../format/time";
import { useZone } from "../../components/Time";
import { counted, formatCount, formatNumber } from "../../format/number";
import layout from "../models/layout.module.css";
import type { Landing } from "./landings";
import { dataPath } from "./paths";
import styles from "./ReportPanel.module.css";
import { resultStatus, verdictStatus } from "./words";

interface ReportPanelProps {
  title: string;
  report: ValidationReport;
  /** A published version judged again, and not what landed. */
  isAgain?: boolean;
  /** The version that came of it. */
  to?: { path: string; version: number } | undefined;
}

/** A landing of the dataset: what the suite found in what landed. */
export function LandingReport({ name, landing: { report, version, at } }: { name: string; landing: Landing }) {
  const zone = useZone();
  if (!report) return null;
  return <ReportPanel title={`Landing of ${absoluteTime(at, zone)}`} report={report} to={version ? { path: dataPath(name, version.n), version: version.n } : undefined} />;
}

/** What a suite found, check by check, what failed first. */
export function ReportPanel({ title, report, to, isAgain = false }: ReportPanelProps) {
  const rank = ({ status }: CheckResult) => ["failed", "not-evaluated", "skipped", "passed"].indexOf(status);
  const results = report.results.toSorted((a, b) => rank(a) - rank(b));
  const failed = results.filter(({ status }) => status === "failed");
  return (
    <Panel title={title} note={noteOf(report, isAgain)} isFlush
      actions={<span className={layout.row}><Status {...verdictStatus(report.verdict, report.suite_version)} isTinted />{to ? <Link to={to.path}>Version {to.version}</Link> : null}</span>}
    >
      {failed.length ? <ul className={styles.findings}>{failed.map((result) => <li key={result.name}>{result.sentence}</li>)}</ul> : null}
      <div className={layout.sideways}>
        <table className={layout.table}>
          <thead>
            <tr>
              <th scope="col">Result</th>
              <th scope="col">Check</th>
              <th scope="col">Severity</th>
              <th scope="col">Found</th>
              <th scope="col" className="number">Judged</th>
              <th scope="col" className="number">Failing</th>
              <th scope="col">Observed</th>
            </tr>
          </thead>
          <tbody>
            {results.map((result) => (
              <tr key={result.name}>
                <td><Status {...resultStatus(result)} /></td>
                <td><span className="name">{result.name}</span></td>
                <td>{result.severity}</td>
                <td className={layout.says}>{result.sentence}</td>
                <td className="number">{formatCount(result.checked)}</td>
                <td className="number">{formatCount(result.failing)}</td>
                <td className="quiet">{observed(result)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function noteOf({ landed, quarantined, against, verdict }: ValidationReport, isAgain: boolean): string {
  const fate = verdict === "blocked" ? "none published" : quarantined ? `${formatCount(landed - quarantined)} published, ${formatCount(quarantined)} set aside` : "all published";
  return `${counted(landed, "row")} ${isAgain ? "judged" : `landed, ${fate}`}; ${against ? `compared with version ${against}` : "the first landing"}`;
}

function observed({ observed: found }: CheckResult): string {
  return Object.entries(found)
    .map(([key, value]) => `${key} ${typeof value === "number" ? formatNumber(value) : (value ?? "–")}`)
    .join(", ");
}
