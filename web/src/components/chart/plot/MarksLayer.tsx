import type { ReactNode } from "react";
import { ChartLink } from "../ChartLink";
import type { Frame } from "./controller";
import { markShape } from "./markShape";
import type { Mark, Range } from "./types";
import styles from "./plot.module.css";

interface MarksLayerProps {
  marks: readonly Mark[];
  frame: Frame;
  selected: Range | null;
}

const LABEL_ROOM = 44;

/** Events as lines with a shape and a word at the top; links stay links, so they work by keyboard too. */
export function MarksLayer({ marks, frame, selected }: MarksLayerProps): ReactNode {
  const x = (at: number): number => frame.left + ((at - frame.from) / (frame.to - frame.from || 1)) * frame.width;
  const clamp = (at: number): number => Math.min(frame.left + frame.width, Math.max(frame.left, x(at)));
  const shown = marks.filter((mark) => mark.at >= frame.from && mark.at <= frame.to).sort((a, b) => a.at - b.at);
  return (
    <div className={styles.marks}>
      {selected && <span className={styles.selected} style={{ left: clamp(selected[0]), width: Math.max(2, clamp(selected[1]) - clamp(selected[0])), top: frame.top, height: frame.height }} />}
      {shown.map((mark, i) => {
        const next = shown[i + 1];
        const room = (next ? x(next.at) : frame.left + frame.width) - x(mark.at);
        const words = `${mark.kind}: ${mark.label}`;
        const face = (
          <>
            <svg width="10" height="10" viewBox="-5 -5 10 10" aria-hidden="true">
              <path d={markShape(mark.kind)} />
            </svg>
            {room >= LABEL_ROOM ? <bdi style={{ maxWidth: Math.min(160, room - 18) }}>{mark.label}</bdi> : <span className={styles.unseen}>{mark.label}</span>}
          </>
        );
        return (
          <span key={`${mark.at} ${mark.kind} ${mark.label}`} className={styles.mark} data-kind={mark.kind} style={{ left: x(mark.at), top: frame.top, height: frame.height }}>
            {mark.to ? <ChartLink to={mark.to} className={styles.flag} title={words}>{face}</ChartLink> : <span className={styles.flag} title={words}>{face}</span>}
          </span>
        );
      })}
    </div>
  );
}
