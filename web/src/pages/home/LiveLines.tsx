import type { ReactNode } from "react";
import type { LiveModel, Strip } from "../../api/operations";
import { useWidth } from "../../components/chart/useWidth";
import { Sparkline } from "../../components/Sparkline";
import { formatCount, formatNumber, formatShare } from "../../format/number";
import { dayOf } from "../govern/words";
import styles from "./Home.module.css";
import { linesOf } from "./lines";

const GAP = 16;

/** Figures of a live model on one time axis, with a tick at every change of what answers. */
export function LiveLines({ live, strip, isComing }: { live: LiveModel; strip: Strip | undefined; isComing: boolean }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const lines = linesOf(live, strip, isComing);
  const columns = Math.min(lines.length, width > 560 ? 5 : width > 300 ? 2 : 1) || 1;
  const size = Math.max(80, Math.floor((width - GAP * (columns - 1)) / columns));
  const at = lines[0]?.at ?? [];
  const domain: [number, number] = [at[0] ?? 0, at.at(-1) ?? 1];
  const marks = live.deployed_at.map((moment) => Date.parse(moment));
  return (
    <div ref={ref} className={styles.lines} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gap: GAP }}>
      {lines.map((line) => {
        const last = line.y.findLast((value) => value !== null) ?? null;
        return (
          <Figure key={line.name} label={line.name} title={line.title} now={line.isShare ? formatShare(last, 3) : line.isCount ? formatCount(last) : formatNumber(last, 3)} unit={line.unit}>
            <Sparkline y={line.y} x={line.at} width={size} height={34} domain={domain} marks={marks} title={line.title} unit={line.unit} reference={line.reference} />
          </Figure>
        );
      })}
      {at.length > 1 ? (
        <p className={styles.axis}>
          {dayOf(domain[0])} to {dayOf(domain[1])}, {at.length} {live.window_end.length > 1 ? "windows of its monitor" : "days"}; a tick is a change of what answers, a dashed line the reference
        </p>
      ) : null}
    </div>
  );
}

interface FigureProps {
  label: string;
  title: string;
  now: string;
  unit: string | undefined;
  children: ReactNode;
}

function Figure({ label, title, now, unit, children }: FigureProps) {
  return (
    <div className={styles.figure}>
      <p className={styles.label}>
        <span className="name" title={title}>{label}</span>
        <strong className="number">{now}{unit ? ` ${unit}` : ""}</strong>
      </p>
      {children}
    </div>
  );
}
