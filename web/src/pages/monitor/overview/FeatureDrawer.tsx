import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Monitor, Strip } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { IconButton } from "../../../components/Button";
import { Chips } from "../../../components/Chips";
import { Drawer } from "../../../components/Drawer";
import { ErrorNote } from "../../../components/ErrorNote";
import { Link } from "../../../components/Link";
import { RefLink } from "../../../components/RefLink";
import { Skeleton } from "../../../components/Skeleton";
import layout from "../layout.module.css";
import type { Span } from "../strip";
import { here } from "../useGo";
import { FeatureHistogram } from "./FeatureHistogram";
import { FeatureTests } from "./FeatureTests";
import styles from "./OverviewTab.module.css";
import { QuantileShift } from "./QuantileShift";
import type { Picked } from "./usePicked";

interface FeatureDrawerProps {
  monitor: Monitor;
  strip: Strip;
  spans: readonly Span[];
  picked: Picked | null;
  onPick: (column: string, span: Span) => void;
  onClose: () => void;
  loop: string | null;
}

/** One feature in one window beside the reference: the two distributions, every test, how far each quantile moved. */
export function FeatureDrawer(props: FeatureDrawerProps) {
  const { picked, spans, onClose } = props;
  const span = spans.find(({ window }) => window.start === picked?.start) ?? spans.at(-1);
  return (
    <Drawer isOpen={picked !== null} onClose={onClose} title={picked?.column ?? ""} width={600} chips={span ? <Chips items={[{ label: `${span.window.start.slice(0, 10)} to ${span.window.end.slice(0, 10)}` }]} /> : undefined}>
      {picked && span ? <Inside {...props} column={picked.column} span={span} /> : null}
    </Drawer>
  );
}

function Inside({ monitor, strip, spans, column, span, onPick, loop }: FeatureDrawerProps & { column: string; span: Span }) {
  const { start, end } = span.window;
  const detail = useCall("monitors.feature", { name: monitor.name, column, start, end }, { keep: true });
  const cell = strip.features.find((row) => row.column === column)?.cells[span.index] ?? null;
  const step = (by: number) => {
    const next = spans[span.index + by];
    return next && (() => onPick(column, next));
  };
  const [earlier, later] = [step(-1), step(1)];
  const cause = encodeURIComponent(`drift of ${column} in the window from ${start.slice(0, 10)}`);
  return (
    <div className={styles.drawer}>
      <div className={layout.row}>
        <p className={layout.says}>
          {cell ? cell.says : span.window.has_enough_rows ? "The window's evaluation did not test it." : `${span.window.rows} rows are too few to test (${monitor.spec.min_rows} are needed).`}
        </p>
        <span className={layout.tools}>
          <IconButton label="Window before" icon={<ChevronLeft size={16} aria-hidden />} disabledBecause={!earlier && "This is the first window"} onClick={earlier} />
          <IconButton label="Window after" icon={<ChevronRight size={16} aria-hidden />} disabledBecause={!later && "This is the last window"} onClick={later} />
        </span>
      </div>
      {detail.error ? <ErrorNote error={detail.error} retry={() => void detail.refetch()} /> : null}
      {detail.data ? (
        <>
          <FeatureHistogram detail={detail.data} />
          <FeatureTests detail={detail.data} />
          <QuantileShift detail={detail.data} />
          <p className={layout.note}>
            Here against the reference in force now, <RefLink to={detail.data.reference} />; the window was judged against {span.window.reference ? <RefLink to={span.window.reference} /> : "none"}. p-values are of this feature alone; alarms allow for all tests of a window together.
          </p>
        </>
      ) : detail.error ? null : (
        <Skeleton height={260} />
      )}
      <div className={layout.row}>
        {loop ? <Link to={here(`loops/${loop}?start=1&cause=${cause}`)}>Retrain because of this</Link> : null}
        <Link to={here(`deployments/${monitor.spec.deployment}?tab=predictions`)}>Predictions of the deployment</Link>
      </div>
    </div>
  );
}
