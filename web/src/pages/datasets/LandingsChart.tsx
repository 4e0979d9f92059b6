import { scaleLinear } from "d3-scale";
import { BottomAxis, LeftAxis } from "../../components/chart/Axis";
import type { Box } from "../../components/chart/box";
import { tick } from "../../components/chart/number";
import { type Drawing, SvgPlot } from "../../components/chart/SvgPlot";
import { ChartFrame } from "../../components/ChartFrame";
import { useZone } from "../../components/Time";
import { counted, formatCount } from "../../format/number";
import { absoluteTime, type Zone } from "../../format/time";
import { useOpen } from "../models/useOpen";
import { because, landingPath } from "./LandingList";
import styles from "./LandingsChart.module.css";
import { isRemarkable, type Landing } from "./landings";
import { dataPath } from "./paths";
import type { DatasetRecords } from "./useDataset";

const MOST = 104;
const WIDEST = 40;

/** Rows of each landing as bars, refused ones crossed out; a bar opens its version, or the landing that became none. */
export function LandingsChart({ records, landings }: { records: DatasetRecords; landings: readonly Landing[] }) {
  const zone = useZone();
  const goTo = useOpen();
  const shown = landings.slice(0, MOST).toReversed();
  const refused = shown.filter(({ report }) => report?.verdict === "blocked");
  const title = refused.length ? `${counted(refused.length, "landing")} of ${shown.length} refused` : `${counted(shown.length, "landing")}, none refused`;
  const rowsOf = ({ report, version }: Landing) => report?.landed ?? version?.added ?? 0;
  const draw = (box: Box): Drawing => {
    const wide = Math.min(WIDEST, (box.right - box.left) / Math.max(1, shown.length));
    const y = scaleLinear([0, Math.max(1, ...shown.map(rowsOf))], [box.bottom, box.top]).nice(3);
    const every = Math.max(1, Math.ceil(72 / wide));
    return {
      data: shown.map((landing, i) => ({
        x: box.left + (i + 0.5) * wide,
        y: y(rowsOf(landing)),
        says: saysOf(landing, zone),
        cell: { x: box.left + i * wide, y: box.top, width: wide, height: box.bottom - box.top },
      })),
      picture: (
        <>
          <LeftAxis box={box} ticks={y.ticks(3).map((at) => ({ at: y(at), text: tick(at) }))} />
          {shown.map((landing, i) => {
            const x = box.left + i * wide;
            const top = y(rowsOf(landing));
            const isRefused = landing.report?.verdict === "blocked";
            const middle = x + wide / 2;
            return (
              <g key={`${landing.id} ${landing.version?.n ?? ""}`}>
                <rect className={isRefused ? styles.blocked : isRemarkable(landing) ? styles.warned : styles.passed} x={x + 0.5} width={Math.max(1, wide - 1.5)} y={top} height={Math.max(0, box.bottom - top)} />
                {isRefused ? <path className={styles.cross} d={`M${middle - 3.5} ${top - 11}l7 7m0-7l-7 7`} /> : null}
                {landing.version?.n === records.n ? <path className={styles.here} d={`M${x} ${box.bottom + 2}h${wide}`} /> : null}
              </g>
            );
          })}
          <BottomAxis box={box} ticks={shown.flatMap(({ at }, i) => (i % every ? [] : [{ at: box.left + (i + 0.5) * wide, text: dayOf(at, zone) }]))} />
        </>
      ),
    };
  };
  const open = (i: number) => {
    const landing = shown[i];
    if (landing) goTo(landing.version ? dataPath(records.name, landing.version.n) : landingPath(records.name, landing));
  };
  const table = () => ({
    columns: ["at", "version", "rows landed", "verdict", "because"],
    rows: shown.map((one) => [one.at, one.version?.n ?? null, rowsOf(one), one.report?.verdict ?? "", isRemarkable(one) ? because(one) : ""]),
  });
  return (
    <ChartFrame title={title} unit="rows" n={shown.length} table={table}>
      <SvgPlot label={title} height={170} margin={{ left: 52, right: 8, top: 18, bottom: 22 }} near="x" draw={draw} onPick={open} />
    </ChartFrame>
  );
}

function saysOf(landing: Landing, zone: Zone): string {
  const { report, version } = landing;
  const what = version ? `version ${version.n}` : "refused";
  const rows = `${formatCount(report?.landed ?? version?.added)} rows landed`;
  return [`${absoluteTime(landing.at, zone)}, ${what}`, rows, isRemarkable(landing) ? because(landing) : ""].filter(Boolean).join("\n");
}

export function dayOf(at: string, zone: Zone): string {
  return new Intl.DateTimeFormat("en", { day: "numeric", month: "short", ...(zone === "utc" && { timeZone: "UTC" }) }).format(new Date(at));
}
