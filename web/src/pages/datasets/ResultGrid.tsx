import { BottomAxis } from "../../components/chart/Axis";
import type { Box } from "../../components/chart/box";
import { fitted } from "../../components/chart/number";
import { type Drawing, SvgPlot } from "../../components/chart/SvgPlot";
import { ChartFrame } from "../../components/ChartFrame";
import { useZone } from "../../components/Time";
import { formatCount } from "../../format/number";
import { absoluteTime } from "../../format/time";
import { dayOf } from "./LandingsChart";
import type { Landing } from "./landings";
import styles from "./ResultGrid.module.css";
import { gridOf, type GridCell, pathsOf } from "./grid";

const ROW = 20;
const BARS = 34;
const WIDEST = 40;
const MOST_LANDINGS = 80;
const MOST_CHECKS = 40;

interface ResultGridProps {
  name: string;
  /** Newest first. */
  landings: readonly Landing[];
  picked: string;
  onPick: (id: string) => void;
}

/** Checks by landings: what passed, failed or could not be judged; rows of each landing as bars above. */
export function ResultGrid({ name, landings, picked, onPick }: ResultGridProps) {
  const zone = useZone();
  const shown = landings.filter(({ report }) => report?.results.length).slice(0, MOST_LANDINGS).toReversed();
  const all = gridOf(shown);
  const checks = all.slice(0, MOST_CHECKS);
  const failing = all.filter(({ failed }) => failed > 0);
  const title = failing.length ? `${failing.map((check) => `${check.name} failed ${check.failed === 1 ? "once" : `${check.failed} times`}`).slice(0, 3).join(", ")} in ${shown.length} landings` : `Every check passed in ${shown.length} landings`;
  const left = Math.min(220, Math.max(90, ...checks.map((check) => 12 + 6.4 * check.name.length)));
  const most = Math.max(1, ...shown.map(({ report }) => report?.landed ?? 0));
  const draw = (box: Box): Drawing => {
    const wide = Math.min(WIDEST, (box.right - box.left) / Math.max(1, shown.length));
    const top = box.top + BARS;
    const place = (row: number, column: number) => ({ x: box.left + column * wide, y: top + row * ROW, width: wide, height: ROW });
    const cells = checks.flatMap((check, row) => check.cells.map((cell, column) => ({ cell, row, column, check })));
    const every = Math.max(1, Math.ceil(64 / wide));
    const at = shown.findIndex(({ id }) => id === picked);
    const bars = (isRefused: boolean) =>
      shown.map(({ report }, i) => ((report?.verdict === "blocked") === isRefused ? `M${box.left + i * wide + 0.5} ${top - 4}v${-Math.max(1, ((report?.landed ?? 0) / most) * (BARS - 10))}h${Math.max(1, wide - 1.5)}V${top - 4}z` : "")).join("");
    return {
      perRow: shown.length,
      data: cells.map(({ cell, row, column, check }) => {
        const frame = place(row, column);
        const landing = shown[column]!;
        return { x: frame.x + wide / 2, y: frame.y + ROW / 2, cell: frame, says: `${check.name}, ${absoluteTime(landing.at, zone)}\n${wordsOf(cell, landing)}` };
      }),
      picture: (
        <>
          <text className={styles.soft} x={left - 8} y={top - 10} textAnchor="end">rows landed</text>
          <path className={styles.bars} d={bars(false)} />
          <path className={styles.refused} d={bars(true)} />
          {at >= 0 ? <rect className={styles.picked} x={box.left + at * wide - 0.5} width={wide} y={box.top} height={BARS + checks.length * ROW} /> : null}
          {checks.map((check, row) => (
            <text key={check.name} className={styles.name} x={left - 8} y={top + row * ROW + ROW / 2} dy="0.32em" textAnchor="end">
              <title>{check.name}</title>
              {fitted(check.name, left - 10)}
            </text>
          ))}
          {pathsOf(checks, place).map(([kind, d]) => (
            <path key={kind} className={styles[kind]} d={d} />
          ))}
          <BottomAxis box={box} ticks={shown.flatMap(({ at: when }, i) => (i % every ? [] : [{ at: box.left + (i + 0.5) * wide, text: dayOf(when, zone) }]))} />
        </>
      ),
    };
  };
  const table = () => ({
    columns: ["landing", "verdict", "rows", ...all.map((check) => check.name)],
    rows: shown.map((landing, i) => [landing.at, landing.report?.verdict ?? "", landing.report?.landed ?? null, ...all.map((check) => check.cells[i]?.status ?? null)]),
  });
  return (
    <ChartFrame title={title} n={shown.length} note={all.length > checks.length ? `${all.length - checks.length} more checks that passed are in the table view` : undefined} table={table} legend={<Key />}>
      <SvgPlot label={`Checks of ${name}: ${title}`} height={BARS + checks.length * ROW + 30} margin={{ left, right: 8, top: 4, bottom: 26 }} draw={draw} onPick={(i) => onPick(shown[i % shown.length]?.id ?? "")} />
    </ChartFrame>
  );
}

function wordsOf(cell: GridCell, { report, version }: Landing): string {
  const landing = `${formatCount(report?.landed)} rows, ${version ? `version ${version.n}` : "refused"}`;
  return cell ? `${cell.status}: ${cell.sentence}\n${landing}` : `not in the suite then\n${landing}`;
}

function Key() {
  const items = [
    ["passed", "passed", <rect key="p" className={styles.passed} x="2" y="2" width="8" height="8" />],
    ["failed", "failed", <path key="f" className={styles.failed} d="M2.5 2.5l7 7m0-7l-7 7" />],
    ["warned", "failed, only recorded", <path key="w" className={styles.warned} d="M6 1.5 11 10.5H1Z" />],
    ["none", "not judged", <circle key="n" className={styles.none} cx="6" cy="6" r="3.5" />],
  ] as const;
  return (
    <span style={{ display: "flex", flexWrap: "wrap", gap: "var(--s-1) var(--s-3)" }}>
      {items.map(([id, word, shape]) => (
        <span key={id} style={{ display: "inline-flex", alignItems: "center", gap: 4 }}>
          <svg width="12" height="12" aria-hidden>{shape}</svg>
          {word}
        </span>
      ))}
    </span>
  );
}
