import type { AuditEntry } from "../../../api/operations";
import { currentProject } from "../../../api/place";
import { useCall } from "../../../api/queries";
import { Link } from "../../../components/Link";
import { Panel } from "../../../components/Panel";
import { Time } from "../../../components/Time";
import page from "../RunPage.module.css";

const WORDS: Record<string, string> = {
  "run.started": "started the run",
  "run.ended": "ended the run",
  "run.params": "added params",
  "run.tags": "changed tags or notes",
  "run.used": "recorded what the run read",
  "run.made": "recorded what the run made",
  "run.captured": "recorded code and environment",
  "run.artifacts": "recorded files",
  "run.reproduced": "ran it again",
};

/** The run's entries in the record, newest first. */
export function HistoryTab({ id }: { id: string }) {
  const events = useCall("audit.list_events", { ref: `run:${id}`, newest_first: true, limit: 200 });
  return (
    <Panel title="History" note="every entry of the record about this run" query={events} isFlush actions={<Link to={`/p/${currentProject()}/audit?ref=run:${id}`}>In the audit</Link>}>
      {(found) => (
        <ol className={page.events}>
          {found.map((entry) => (
            <li key={entry.seq} className={page.event}>
              <Time at={entry.at} isAbsolute />
              <span className="name" title={entry.actor}>{entry.actor}</span>
              <span className={page.kept}>{WORDS[entry.kind] ?? entry.kind} <span className="quiet">{detailOf(entry)}</span></span>
              <code className="quiet" title={entry.hash}>{entry.seq}</code>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function detailOf({ detail }: AuditEntry): string {
  if (detail === null) return "its detail was erased";
  return Object.entries(detail).map(([name, value]) => `${name} ${briefly(value)}`).join(" · ");
}

function briefly(value: unknown): string {
  if (Array.isArray(value)) return value.map(briefly).join(", ");
  if (typeof value === "object" && value !== null) return Object.keys(value).join(", ");
  return String(value);
}
