import { setZone, useNow, useZone } from "../components/Time/clock";
import { absoluteTime } from "../format/time";
import styles from "./Footer.module.css";
import { ThemeSwitch } from "./ThemeSwitch";

/** One quiet line: the time and the zone in which all times are shown, and the theme. */
export function Footer() {
  const zone = useZone();
  const now = useNow();
  const [day, time, offset] = absoluteTime(now, zone).split(" ");
  return (
    <footer className={styles.footer}>
      <button
        type="button"
        className={styles.item}
        onClick={() => setZone(zone === "utc" ? "local" : "utc")}
        title={zone === "utc" ? "Times are shown in UTC; show them in your own zone" : "Times are shown in your own zone; show them in UTC"}
      >
        {day} {time?.slice(0, 5)} {offset} <span className="quiet">{zone === "utc" ? "" : "local"}</span>
      </button>
      <span className={styles.gap} />
      <ThemeSwitch />
    </footer>
  );
}
