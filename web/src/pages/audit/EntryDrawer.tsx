import type { AuditEntry } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Code } from "../../components/Code";
import { Digest } from "../../components/Digest";
import { Drawer } from "../../components/Drawer";
import { ErrorNote } from "../../components/ErrorNote";
import { Facts } from "../../components/Facts";
import { Link } from "../../components/Link";
import { RefLink } from "../../components/RefLink";
import { Skeleton } from "../../components/Skeleton";
import { Time } from "../../components/Time";
import { FactsTable } from "../govern/FactsTable";
import layout from "../govern/layout.module.css";
import { whyOf } from "../govern/words";
import { whatOf } from "./words";

/** One entry with all it says, and its place in the chain. */
export function EntryDrawer({ seq, onClose }: { seq: number; onClose: () => void }) {
  // Newest first after seq + 1 begins at seq itself.
  const found = useCall("audit.list_events", { newest_first: true, after: seq + 1, limit: 2 }, { enabled: seq > 0, immutable: true });
  const [entry, before] = found.data ?? [];
  return (
    <Drawer isOpen={seq > 0} onClose={onClose} title={`Entry ${seq}`}>
      {found.error ? <ErrorNote error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Skeleton lines={8} /> : null}
      {entry?.seq === seq ? <Inside entry={entry} before={before} /> : found.data ? <p>There is no entry {seq}.</p> : null}
    </Drawer>
  );
}

function Inside({ entry, before }: { entry: AuditEntry; before: AuditEntry | undefined }) {
  return (
    <div className={layout.stack}>
      <Facts
        isStacked
        items={[
          { label: "What", value: `${whatOf(entry.kind)} (${entry.kind})` },
          { label: "When", value: <Time at={entry.at} isAbsolute /> },
          { label: "Who", value: entry.actor },
          { label: "About", value: <RefLink to={entry.ref} isWhole /> },
          { label: "Operation", value: entry.op },
          { label: "Outcome", value: entry.outcome },
          { label: "Request", value: entry.request_id },
          { label: "Hash", value: <Digest value={entry.hash} /> },
          { label: "Entry before", value: before ? <Digest value={before.hash} /> : "none, it is the first" },
        ]}
      />
      <p><Link to={whyOf(entry.ref)}>Why {entry.ref}</Link></p>
      <h3>In particular</h3>
      {entry.detail === null ? <p>Its detail was erased; the chain still verifies.</p> : <FactsTable facts={entry.detail} />}
      <Code text={JSON.stringify(entry, null, 2)} language="json" label="The entry as JSON" maxHeight={240} isWrapped />
    </div>
  );
}
