import { useParams } from "@tanstack/react-router";
import { useActions } from "../../app/actions";
import { useShortcut } from "../../app/keyboard";
import { useCall } from "../../api/queries";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import { ErrorNote } from "../../components/ErrorNote";
import { RefLink } from "../../components/RefLink";
import { Time, useNow } from "../../components/Time";
import { counted } from "../../format/number";
import { formatDuration } from "../../format/time";
import { personOf } from "./happened";
import { History } from "./History";
import { IncidentOverview } from "./incident/IncidentOverview";
import { useIncidentActions } from "./incident/useIncidentActions";
import { incidentState, nameOf, SEVERITY } from "./incidentWords";
import layout from "./layout.module.css";
import { useGo } from "./useGo";

/** One incident: what happened, what shows it, what followed, and what to do. */
export default function IncidentPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const query = useCall("incidents.get", { incident_id: id });
  const incident = query.data;
  const { acknowledge, close, isBusy, error, dialog } = useIncidentActions(incident);
  const siblings = useCall("incidents.list_incidents", { deployment: incident?.deployment ?? "", limit: 200 }, { enabled: incident !== undefined });
  const go = useGo();
  const now = useNow();
  const place = siblings.data?.findIndex((one) => one.id === id) ?? -1;
  const [newer, older] = [place > 0 ? siblings.data?.[place - 1] : undefined, place >= 0 ? siblings.data?.[place + 1] : undefined];
  useActions([acknowledge, close]);
  useShortcut("a", "Acknowledge", acknowledge.run, "This page", !acknowledge.disabledBecause);
  useShortcut("e", "Close with a reason", close.run, "This page", !close.disabledBecause);
  useShortcut("[", "Newer incident", () => newer && go(`incidents/${newer.id}`));
  useShortcut("]", "Older incident", () => older && go(`incidents/${older.id}`));
  const lasted = incident ? ((incident.closed_at ? Date.parse(incident.closed_at) : now) - Date.parse(incident.opened_at)) / 1000 : null;
  return (
    <div className={layout.detail}>
      <DetailPage
        kind="incident"
        title={incident ? nameOf(incident) : "Incident"}
        address={`incident:${id}`}
        query={query}
        chips={incident ? [{ label: SEVERITY[incident.severity].word, tone: incident.severity === "warn" ? "warn" : "bad" }] : []}
        {...(incident && { status: incidentState(incident) })}
        action={
          <span className={layout.row}>
            {incident?.state === "open" || incident === undefined ? <Button kind="primary" shortcut="a" isBusy={isBusy} disabledBecause={acknowledge.disabledBecause ?? null} onClick={acknowledge.run}>Acknowledge</Button> : null}
            <Button shortcut="e" disabledBecause={close.disabledBecause ?? null} onClick={close.run}>Close with a reason</Button>
          </span>
        }
        facts={
          incident
            ? [
                { label: "Deployment", value: <RefLink to={`deployment:${incident.deployment}`} /> },
                { label: "Opened", value: <Time at={incident.opened_at} /> },
                { label: "Shown by", value: counted(incident.windows, "window") },
                { label: "Last seen", value: <Time at={incident.seen_at} /> },
                { label: incident.closed_at ? "Lasted" : "Lasts for", value: formatDuration(lasted) },
                { label: "Looked after by", value: incident.acknowledged_by ? personOf(incident.acknowledged_by) : "nobody" },
              ]
            : []
        }
        tabs={[
          { id: "overview", label: "Overview", content: incident ? <IncidentOverview incident={incident} /> : null },
          { id: "timeline", label: "Timeline", content: <History address={`incident:${id}`} title="Timeline" /> },
        ]}
        api={[
          { id: "incidents.get", params: { incident_id: id } },
          { id: "incidents.acknowledge", params: { incident_id: id } },
          { id: "incidents.close", params: { incident_id: id, reason: "the feed was mended" } },
        ]}
      >
        {error ? <ErrorNote error={error} /> : null}
      </DetailPage>
      {dialog}
    </div>
  );
}
