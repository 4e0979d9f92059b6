import { useCall } from "../../api/queries";
import { Sparkline } from "../../components/Sparkline";
import { formatCount } from "../../format/number";
import { shownOf, totalOf } from "./series";

/** Answers over the last fortnight in which there were any. */
export function TrafficSpark({ name }: { name: string }) {
  const traffic = useCall("deployments.traffic", { name });
  if (!traffic.data) return <span className="quiet">{traffic.error ? "not known" : ""}</span>;
  const live = shownOf(traffic.data, false);
  const y = traffic.data.at.map((_, i) => live.reduce((sum, { requests }) => sum + (requests[i] ?? 0), 0));
  return (
    <>
      <Sparkline y={y} title={`Answers of ${name}`} width={92} height={20} /> <span className="quiet">{formatCount(totalOf(live))}</span>
    </>
  );
}
