import "uplot/dist/uPlot.min.css";
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useThemeVersion } from "../theme";
import { useWidth } from "../useWidth";
import { Controller, type Frame, type Settings } from "./controller";
import { MarksLayer } from "./MarksLayer";
import { plotPicture } from "./plotPicture";
import type { Mark } from "./types";
import styles from "./plot.module.css";

export interface PlotCanvasProps {
  settings: Omit<Settings, "width" | "onFrame">;
  marks: readonly Mark[];
  label: string;
  /** Told how to make the picture as SVG. */
  onReady: (picture: () => SVGSVGElement) => void;
}

const KEYS: Record<string, (plot: Controller, isFast: boolean) => void> = {
  ArrowRight: (plot, isFast) => plot.walk(isFast ? 10 : 1),
  ArrowLeft: (plot, isFast) => plot.walk(isFast ? -10 : -1),
  Home: (plot) => plot.walk("first"),
  End: (plot) => plot.walk("last"),
  Escape: (plot) => plot.hush(),
  "+": (plot) => plot.zoomBy(0.5),
  "=": (plot) => plot.zoomBy(0.5),
  "-": (plot) => plot.zoomBy(2),
  "0": (plot) => plot.zoom(null),
};

/** The part with uPlot in it, loaded only when the first chart is shown. */
export function PlotCanvas({ settings, marks, label, onReady }: PlotCanvasProps): ReactNode {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [frame, setFrame] = useState<Frame | null>(null);
  const plot = useRef<Controller | null>(null);
  const theme = useThemeVersion();
  const all: Settings = { ...settings, width, onFrame: setFrame };

  useLayoutEffect(() => {
    if (!ref.current || width === 0) return;
    if (plot.current) plot.current.update(all);
    else plot.current = new Controller(ref.current, all, styles.readout ?? "");
  });
  useEffect(() => {
    plot.current?.repaint();
  }, [theme]);
  useEffect(() => {
    onReady(() => plotPicture(plot.current, marks));
  }, [onReady, marks]);
  useEffect(
    () => () => {
      plot.current?.destroy();
      plot.current = null;
    },
    [],
  );

  const key = (event: KeyboardEvent): void => {
    const act = KEYS[event.key];
    if (!act || !plot.current || event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    act(plot.current, event.shiftKey);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.area}>
      <div
        ref={ref} className={styles.plot} style={{ height: settings.height }} role="group" aria-roledescription="chart"
        aria-label={`${label}. Arrow keys move the cursor, plus and minus zoom, 0 shows all.`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys move the cursor
        tabIndex={0} onKeyDown={key} onBlur={() => plot.current?.hush()}
      />
      {frame && <MarksLayer marks={marks} frame={frame} selected={settings.brushMode === "select" ? (settings.brush ?? null) : null} />}
    </div>
  );
}

export default PlotCanvas;
