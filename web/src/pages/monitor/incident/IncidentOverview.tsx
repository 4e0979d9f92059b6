import { useMemo } from "react";
import type { Incident } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { Panel } from "../../../components/Panel";
import { Link } from "../../../components/Link";
import { ADVICE, columnOf, sentenceOf } from "../incidentWords";
import layout from "../layout.module.css";
import { writeRange } from "../strip";
import { here } from "../useGo";
import { AffectedWindows } from "./AffectedWindows";
import { affectedOf } from "./affected";
import { Course } from "./Course";
import { Followed } from "./Followed";

const AFTER_MS = 22 * 86_400_000;
const AROUND = 10;

/** What happened in a sentence, what shows it, and what came of it. */
export function IncidentOverview({ incident }: { incident: Incident }) {
  const monitors = useCall("monitors.list_monitors", { limit: 1000 });
  const name = monitors.data?.find(({ spec }) => spec.deployment === incident.deployment)?.name;
  const before = incident.closed_at ? new Date(Date.parse(incident.closed_at) + AFTER_MS).toISOString() : null;
  const windows = useCall("monitors.windows", { name: name ?? "", limit: Math.min(incident.windows + AROUND, 200), ...(before && { before }) }, { enabled: name !== undefined });
  const affected = useMemo(() => affectedOf(incident, windows.data ?? []), [incident, windows.data]);
  const column = columnOf(incident);
  const first = windows.data?.at(-1);
  const last = windows.data?.[0];
  const range = first && last ? writeRange([Date.parse(first.start), Date.parse(last.end)]) : "";
  const picked = column && affected[0] ? `&feature=${encodeURIComponent(column)}&window=${encodeURIComponent(affected[0].start)}` : "";
  return (
    <div className={layout.stack}>
      <p className={layout.sentence}>{sentenceOf(incident)}</p>
      <p className={layout.says}>{incident.says}</p>
      <p className={layout.note}>{ADVICE[incident.kind]}</p>
      {name || monitors.isPending ? (
        <Panel title="Before, during and after" query={windows} height={242} actions={<Link to={here(`monitor/${name ?? ""}?t=${range}${picked}`)}>See everything in this time</Link>}>
          {(found) => <Course incident={incident} windows={found} affected={affected} />}
        </Panel>
      ) : null}
      <div className={layout.wide}>
        <Panel<unknown> title="Windows that showed it" query={name ? windows : monitors} isFlush>
          <AffectedWindows incident={incident} windows={affected} monitor={name} />
        </Panel>
        <Followed incident={incident} />
      </div>
    </div>
  );
}
