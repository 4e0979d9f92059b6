import { useMemo } from "react";
import type { FeatureDetail, FeatureView } from "../../../api/operations";
import { binsOf, Histogram } from "../../../components/Histogram";
import { formatCount } from "../../../format/number";
import { selectorOf } from "../marks";

/** The window's values over those of the reference, on common bins. */
export function FeatureHistogram({ detail }: { detail: FeatureDetail }) {
  const { before, after } = detail;
  const bins = useMemo(() => binsFor(detail, after), [detail, after]);
  const reference = useMemo(() => binsFor(detail, before), [detail, before]);
  return (
    <Histogram
      title={`${detail.column}: this window against ${selectorOf(detail.reference)}'s reference rows`} bins={bins} reference={reference}
      names={{ bins: "this window", reference: "reference" }} n={after.rows} height={200}
      note={`${formatCount(after.missing)} of ${formatCount(after.rows)} values are missing here, ${formatCount(before.missing)} of ${formatCount(before.rows)} in the reference`}
    />
  );
}

function binsFor({ kind, edges, levels }: FeatureDetail, { counts }: FeatureView) {
  if (kind === "number") return binsOf(edges, counts);
  return counts.map((count, i) => ({ name: levels[i] ?? "all others", count }));
}
