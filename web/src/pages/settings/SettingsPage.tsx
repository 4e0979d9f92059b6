import { signOut } from "../../api/session";
import { serverUrl } from "../../api/place";
import { useCall } from "../../api/queries";
import { density, singleKeys, theme } from "../../app/preferences";
import { useTitle } from "../../app/title";
import { Button } from "../../components/Button";
import { setZone, useZone } from "../../components/Time/clock";
import { serverVersion } from "../../api/server";
import { Choice } from "./Choice";
import styles from "./SettingsPage.module.css";

/** How this browser shows things, who is signed in, and which server this is. */
export default function SettingsPage() {
  useTitle("Settings");
  const me = useCall("access.whoami", {});
  const version = serverVersion();
  const zone = useZone();
  return (
    <div className={styles.page}>
      <h1>Settings</h1>
      <section className={styles.section} aria-labelledby="settings-look">
        <h2 id="settings-look">This browser</h2>
        <div>
        <Choice legend="Theme" value={theme.use()} onChange={theme.set} options={{ system: "As the system", light: "Light", dark: "Dark" }} />
        <Choice legend="Rows" value={density.use()} onChange={density.set} options={{ comfortable: "Comfortable, 32 px", compact: "Compact, 26 px" }} />
        <Choice legend="Times" value={zone} onChange={setZone} options={{ local: `Local (${localZone()})`, utc: "UTC" }} />
        <Choice
          legend="Single keys"
          value={singleKeys.use()}
          onChange={singleKeys.set}
          options={{ on: "On", off: "Off: only keys with Ctrl or ⌘" }}
        />
        </div>
      </section>
      <section className={styles.section} aria-labelledby="settings-you">
        <h2 id="settings-you">You</h2>
        <dl className={styles.facts}>
          <dt>Signed in as</dt>
          <dd className="mono">{me.data?.principal ?? "–"}</dd>
          <dt>Roles in this project</dt>
          <dd>{me.data ? me.data.roles.join(", ") || "none" : "–"}</dd>
          <dt>May</dt>
          <dd>{me.data?.verbs.join(", ") ?? "–"}</dd>
          <dt>Session</dt>
          <dd>
            <p>Ends after 12 hours without use, and 7 days after signing in.</p>
            <Button onClick={signOut}>Sign out</Button>
          </dd>
        </dl>
      </section>
      <section className={styles.section} aria-labelledby="settings-server">
        <h2 id="settings-server">Server</h2>
        <dl className={styles.facts}>
          <dt>Address</dt>
          <dd className="mono">{serverUrl()}</dd>
          <dt>Version</dt>
          <dd className="mono">{version ?? "–"}</dd>
          <dt>API</dt>
          <dd>
            <a href={`${serverUrl()}/api/v1/docs`} target="_blank" rel="noopener">
              Every operation, described
            </a>
          </dd>
        </dl>
      </section>
    </div>
  );
}

function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "this computer's zone";
}
