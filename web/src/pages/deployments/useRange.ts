import type { DeploymentInfo } from "../../api/operations";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { instantOf } from "../../format/time";

export const RANGES = [
  { value: "", label: "Last 14 days with answers" },
  { value: "1d", label: "Last day with answers" },
  { value: "90d", label: "Last 90 days with answers" },
  { value: "all", label: "Since the first policy" },
] as const;

const DAY = 86_400_000;

/** The traffic of the range in the address; ranges end at the newest answer, so a quiet deployment shows its last days. */
export function useTraffic(deployment: DeploymentInfo | undefined) {
  const [range, setRange] = useUrlState("range", "");
  const name = deployment?.name ?? "";
  const recent = useCall("deployments.traffic", { name }, { enabled: deployment !== undefined, poll: 60_000 });
  const end = recent.data?.end;
  const start = startOf(range, deployment, end);
  const isOther = start !== null && end !== undefined;
  const chosen = useCall(
    "deployments.traffic",
    { name, start, end: end ?? null, bucket_s: range === "all" ? bucketOf(start, end) : null },
    { enabled: isOther, keep: true },
  );
  return { range, setRange, recent, shown: range === "" ? recent : chosen };
}

function startOf(range: string, deployment: DeploymentInfo | undefined, end: string | undefined): string | null {
  const until = instantOf(end);
  if (!deployment || until === null) return null;
  if (range === "all") return deployment.created_at;
  const days = /^(\d+)d$/.exec(range)?.[1];
  return days ? new Date(until - Number(days) * DAY).toISOString() : null;
}

/** Whole days, at most 400 of them: weeks of a year are read better than its hours. */
function bucketOf(start: string | null, end: string | undefined): number | null {
  const [from, to] = [instantOf(start), instantOf(end)];
  if (from === null || to === null) return null;
  const days = Math.max(1, (to - from) / DAY);
  return days < 10 ? null : 86_400 * Math.ceil(days / 400);
}
