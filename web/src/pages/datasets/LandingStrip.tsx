import type { DatasetState } from "../../api/operations";
import { counted } from "../../format/number";
import styles from "./LandingStrip.module.css";

const BAR = 3;
const HEIGHT = 22;
const HEAD = 6;

/** The last landings as bars the size of a word: how many rows, and with a cross above where they were refused. */
export function LandingStrip({ landings }: { landings: DatasetState["landings"] }) {
  if (landings.length === 0) return <span className="quiet">nothing landed</span>;
  const most = Math.max(1, ...landings.map(({ landed }) => landed));
  const refused = landings.filter(({ verdict }) => verdict === "blocked").length;
  const warned = landings.filter(({ verdict }) => verdict === "warned" || verdict === "quarantined").length;
  const says = [`${counted(landings.length, "landing")}`, refused ? `${refused} refused` : "", warned ? `${warned} with rows or checks that failed` : ""].filter(Boolean).join(", ");
  return (
    <svg className={styles.strip} width={landings.length * BAR} height={HEIGHT} role="img" aria-label={says}>
      <title>{says}</title>
      {landings.map(({ at, landed, verdict }, i) => {
        const tall = Math.max(1, Math.round((landed / most) * (HEIGHT - HEAD)));
        const tone = verdict === "blocked" ? styles.blocked : verdict === "passed" ? styles.passed : styles.warned;
        return <rect key={at} className={tone} x={i * BAR} width={BAR - 1} y={HEIGHT - tall} height={tall} />;
      })}
      {landings.map(({ at, verdict }, i) => (verdict === "blocked" ? <path key={at} className={styles.cross} d={`M${i * BAR - 1.5} 0.5l4 4m0-4l-4 4`} /> : null))}
    </svg>
  );
}
