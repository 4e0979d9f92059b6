import type { CharterVersion } from "../../api/operations";
import { Diff } from "../../components/Diff";
import { Digest } from "../../components/Digest";
import { Panel, type PanelQuery } from "../../components/Panel";
import { Time } from "../../components/Time";
import layout from "../govern/layout.module.css";
import { personOf } from "../govern/words";
import styles from "./Charter.module.css";

/** Every version with what it changed, the newest first. */
export function CharterHistory({ query }: { query: PanelQuery<CharterVersion[]> }) {
  return (
    <Panel title="History" note="what each version changed" query={query}>
      {(versions) => (
        <ol>
          {versions.map((version, i) => (
            <li key={version.version} className={styles.version}>
              <p className={layout.row}>
                <strong>Version {version.version}</strong> by {personOf(version.created_by)} <Time at={version.created_at} isAbsolute /> <Digest value={version.digest} />
              </p>
              {versions[i + 1] ? (
                <Diff before={linesOf(versions[i + 1]!)} after={linesOf(version)} beforeLabel={`version ${versions[i + 1]!.version}`} afterLabel={`version ${version.version}`} />
              ) : (
                <p className="quiet">the first</p>
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function linesOf({ body }: CharterVersion): string {
  return JSON.stringify(body, null, 2);
}
