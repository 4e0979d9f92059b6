import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo } from "react";
import type { Monitor, Strip } from "../../../api/operations";
import { useUrlState } from "../../../app/urlState";
import { Button, IconButton } from "../../../components/Button";
import { Menu } from "../../../components/Menu";
import { counted } from "../../../format/number";
import layout from "../layout.module.css";
import { type Span, spansOf, worstFirst } from "../strip";
import { useAxis } from "../useAxis";
import type { MonitorView } from "../useMonitor";
import { FeatureDrawer } from "./FeatureDrawer";
import { FeatureStrip } from "./FeatureStrip";
import { PerformanceChart } from "./PerformanceChart";
import styles from "./OverviewTab.module.css";
import { Coverage, Latency, Overview } from "./SmallCharts";
import { usePicked } from "./usePicked";

const FIRST = 12;

interface OverviewTabProps {
  view: MonitorView;
  monitor: Monitor;
  strip: Strip;
}

/** Everything about a deployment on one axis of time. */
export function OverviewTab({ view, monitor, strip }: OverviewTabProps) {
  const spans = useMemo(() => spansOf(strip.windows), [strip.windows]);
  const axis = useAxis(spans);
  const [isWhole, setWhole] = useUrlState("all-features", false);
  const { picked, pick, close } = usePicked();
  const lines = useMemo(() => worstFirst(strip, axis.shown), [strip, axis.shown]);
  const shown = isWhole ? lines : lines.slice(0, FIRST);
  const alarmed = lines.filter(({ alarms }) => alarms > 0).length;
  const part = { spans, axis, spec: monitor.spec };
  return (
    <div className={styles.stack}>
      <Tools axis={axis} view={view} />
      <Overview spans={spans} axis={axis} marks={view.marks} />
      <div className={styles.strip}>
        <FeatureStrip
          title={lines.length ? `${alarmed} of ${counted(lines.length, "feature")} moved away from the reference` : "No feature was tested in these windows"}
          lines={shown} spans={axis.shown} range={axis.brush ?? axis.domain} marks={view.marks} picked={picked}
          onPick={(column, span) => pick(column, span.window.start)}
        />
        {lines.length > FIRST ? (
          <Button kind="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? `Only the ${FIRST} worst` : `All ${lines.length} features`}
          </Button>
        ) : null}
      </div>
      <PerformanceChart strip={strip} spans={spans} axis={axis} marks={view.marks} reference={monitor.reference} maxDrop={monitor.spec.max_drop} />
      <Coverage {...part} strip={strip} />
      <Latency {...part} />
      <FeatureDrawer monitor={monitor} strip={strip} spans={spans} picked={picked} onPick={(column, span: Span) => pick(column, span.window.start)} onClose={close} loop={view.loop?.name ?? null} />
    </div>
  );
}

function Tools({ axis, view }: { axis: ReturnType<typeof useAxis>; view: MonitorView }) {
  const { shown, brush } = axis;
  const from = shown[0]?.window.start.slice(0, 10);
  const to = shown.at(-1)?.window.end.slice(0, 10);
  return (
    <div className={layout.row}>
      <p>
        <strong>{counted(shown.length, "window")}</strong> <span className="quiet">{from ? `${from} to ${to}` : "in this time"}</span>
      </p>
      <span className={layout.tools}>
        <Menu label="Events on the axis" trigger={<Button>Events</Button>} items={view.kinds.map(({ label, isShown, toggle }) => ({ label, isChecked: isShown, onToggle: toggle }))} />
        <IconButton label="Earlier" shortcut="[" icon={<ChevronLeft size={16} aria-hidden />} onClick={axis.earlier} />
        <IconButton label="Later" shortcut="]" icon={<ChevronRight size={16} aria-hidden />} onClick={axis.later} />
        <Button shortcut="t" onClick={axis.preset}>Time range</Button>
        <Button shortcut="0" disabledBecause={brush === null && "All windows are shown"} onClick={() => axis.set(null)}>
          All windows
        </Button>
      </span>
    </div>
  );
}
