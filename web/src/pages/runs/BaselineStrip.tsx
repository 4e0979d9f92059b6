import { Pin, X } from "lucide-react";
import type { RunInfo } from "../../api/operations";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ApiError } from "../../api/errors";
import { IconButton } from "../../components/Button";
import { ErrorNote } from "../../components/ErrorNote";
import { fullNumber, formatNumber } from "../../format/number";
import { baselineValue } from "./columns";
import { RunMark } from "./RunMark";
import styles from "./runs.module.css";
import type { RunsView } from "./useRunsView";

interface BaselineStripProps {
  view: RunsView;
  query: UseQueryResult<RunInfo, ApiError>;
}

/** The pinned run, always in sight above the rows that are measured against it. */
export function BaselineStrip({ view, query }: BaselineStripProps) {
  const { data: run, error } = query;
  return (
    <section className={styles.baseline} aria-label="Baseline">
      <Pin size={14} aria-hidden />
      <span className="quiet">Baseline</span>
      {error ? <ErrorNote error={error} isShort /> : null}
      {run ? <RunMark run={run} /> : null}
      <span className={styles.figures}>
        {run ? view.fields.filter(({ kind }) => kind === "metric" || kind === "param").map((field) => <Figure key={field.field} label={field.label} value={baselineValue(run, field)} />) : null}
      </span>
      <IconButton label="Unpin the baseline" icon={<X size={14} aria-hidden />} onClick={() => view.setBaseline("")} />
    </section>
  );
}

function Figure({ label, value }: { label: string; value: ReturnType<typeof baselineValue> }) {
  if (value === null || value === undefined) return null;
  const text = typeof value === "number" ? formatNumber(value) : String(value);
  return (
    <span title={`${label} ${typeof value === "number" ? fullNumber(value) : text}`}>
      <span className="quiet">{label}</span> {text}
    </span>
  );
}
