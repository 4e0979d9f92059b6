import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import { call, type Params } from "../../api/call";
import { asApiError, type ApiError } from "../../api/errors";
import type { AuditEntry } from "../../api/operations";
import { useEvents } from "../../api/live";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { saveFile } from "../../components/chart/savePicture";
import { ErrorNote } from "../../components/ErrorNote";
import { RefLink } from "../../components/RefLink";
import { type Column, type Source, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import layout from "../govern/layout.module.css";
import { PageHead } from "../govern/PageHead";
import { personOf } from "../govern/words";
import { EntryDrawer } from "./EntryDrawer";
import { AuditFilter, useFilter } from "./AuditFilter";
import { RecordStatus } from "./RecordStatus";
import { briefOf, whatOf } from "./words";

/** Everything that was done here, by whom, and whether the record of it is what it was. */
export default function AuditPage() {
  const { filter, params, clear } = useFilter();
  const [shown, setShown] = useState(0);
  const [news, setNews] = useState(0);
  const [entry, setEntry] = useUrlState("entry", 0);
  useEvents((events) => setNews((before) => before + events.length));
  const status = useCall("audit.status", {});
  const total = Object.keys(filter.values).length === 0 ? status.data?.head.seq : undefined;
  const source = useMemo(() => entriesOf(params, shown, total), [params, shown, total]);
  const show = () => {
    setShown((before) => before + 1);
    setNews(0);
  };
  return (
    <div className={`${layout.page} ${layout.whole}`}>
      <PageHead title="Audit" calls={[{ id: "audit.list_events", params: { ...params, limit: 100 } }, { id: "audit.verify", params: {} }, { id: "audit.export", params: {} }]}>
        <Export />
      </PageHead>
      <RecordStatus />
      <AuditFilter filter={filter} />
      <Table
        label="Entries of the record"
        noun="event"
        columns={COLUMNS}
        source={source}
        rowKey={({ seq }) => String(seq)}
        onPeek={({ seq }) => setEntry(seq, { push: true })}
        isMain
        fit="fill"
        news={news > 0 ? { text: `${news} new ${news === 1 ? "entry" : "entries"}`, onShow: show } : null}
        empty={<NoEntries isFiltered={Object.keys(filter.values).length > 0} onClear={clear} />}
      />
      <EntryDrawer seq={entry} onClose={() => setEntry(0, { push: true })} />
    </div>
  );
}

const COLUMNS: Column<AuditEntry>[] = [
  { id: "seq", header: "Entry", width: 72, align: "end", value: ({ seq }) => seq },
  { id: "at", header: "When", width: 206, value: ({ at }) => new Date(at), cell: ({ at }) => <Time at={at} isAbsolute /> },
  { id: "actor", header: "Who", width: 130, value: ({ actor }) => personOf(actor) },
  { id: "kind", header: "What", width: 190, value: ({ kind }) => whatOf(kind) },
  { id: "ref", header: "About", width: 220, value: ({ ref }) => ref, cell: ({ ref }) => <RefLink to={ref} isWhole /> },
  { id: "detail", header: "In particular", width: 520, value: briefOf },
  { id: "outcome", header: "Outcome", width: 90, isHidden: true, value: ({ outcome }) => outcome },
  { id: "op", header: "Operation", width: 190, isHidden: true, value: ({ op }) => op },
  { id: "request", header: "Request", width: 150, isHidden: true, value: ({ request_id }) => request_id },
  { id: "hash", header: "Hash", width: 150, isHidden: true, value: ({ hash }) => hash },
];

/** Newest first; the next window comes before the last entry of this one. */
function entriesOf(params: Params<"audit.list_events">, version: number, total: number | undefined): Source<AuditEntry> {
  return {
    key: `audit ${JSON.stringify(params)}`,
    version,
    read: async ({ after, limit, signal }) => {
      const rows = await call("audit.list_events", { ...params, newest_first: true, limit, after: after === null ? null : Number(after) }, { signal });
      const last = rows.at(-1);
      return { rows, next: last && rows.length === limit ? String(last.seq) : null, ...(total !== undefined && { total }) };
    },
  };
}

function NoEntries({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered) return <p>Everything that changes something here leaves an entry; nothing has happened yet.</p>;
  return (
    <p className={layout.row}>
      No entry meets all of these. <Button onClick={onClear}>Show all entries</Button>
    </p>
  );
}

/** The whole chain as a file that verifies without this server. */
function Export() {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      saveFile(`${currentProject()}-audit.jsonl`, await call("audit.export", {}));
    } catch (failure) {
      setError(asApiError(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {error ? <ErrorNote error={error} isShort /> : null}
      <Button icon={<Download size={14} aria-hidden />} isBusy={isBusy} title="JSON lines; flyball audit verify FILE needs nothing else" onClick={() => void save()}>Export the chain</Button>
    </>
  );
}
