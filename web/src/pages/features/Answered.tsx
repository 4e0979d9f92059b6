import { Braces } from "lucide-react";
import type { ServiceVersion, Vector } from "../../api/operations";
import { IconButton } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Num } from "../../components/Num";
import { Panel, type PanelQuery } from "../../components/Panel";
import { type Column, Table } from "../../components/Table";
import { useZone } from "../../components/Time";
import { absoluteTime } from "../../format/time";
import layout from "../models/layout.module.css";
import { isUnknown } from "./read";
import { type Output, outputsOf } from "./words";

interface AnsweredProps {
  service: ServiceVersion;
  asked: Record<string, unknown> | null;
  at: string;
  query: PanelQuery<Vector[]>;
  onApi: () => void;
}

type Row = Output & { value: number | null };

/** What the service answered, feature by feature; and if it knows nothing of the keys, why that may be. */
export function Answered({ service, asked, at, query, onApi }: AnsweredProps) {
  const zone = useZone();
  if (!asked) {
    return (
      <Panel title="Features">
        <Empty title="Write the keys of an entity, or take the newest row of the source, to see exactly what a model would get." />
      </Panel>
    );
  }
  const known = new Map(outputsOf(service).map((output) => [output.name, output]));
  const own = new Set([...known.values()].filter(({ to }) => to !== null).map(({ name }) => name));
  const note = at ? `as known at ${absoluteTime(at, zone)}` : "as known now";
  return (
    <Panel title="Features" note={note} query={query} height={420} isFlush actions={<IconButton label="Show as API call" icon={<Braces size={16} aria-hidden />} onClick={onApi} />}>
      {([vector]) => {
        const values = vector?.values ?? {};
        const rows = Object.entries(values).map(([name, value]): Row => ({ ...(known.get(name) ?? { name, from: "an expression", to: null, how: "computed from the others" }), value }));
        return (
          <>
            {isUnknown(values, own) ? (
              <p className={layout.sentences} role="status">
                Nothing is known of these keys {at ? "at that moment" : "now"}: no row of theirs lies in any window. Ask as known at an earlier moment, or push newer rows.
              </p>
            ) : null}
            <Table label={`Features of ${service.ref} for these keys`} noun="feature" columns={COLUMNS} rows={rows} rowKey={({ name }) => name} isMain fit={32} compact />
          </>
        );
      }}
    </Panel>
  );
}

const COLUMNS: Column<Row>[] = [
  { id: "name", header: "Feature", width: 180, sortable: true, value: ({ name }) => name, cell: ({ name }) => <span className="name mono">{name}</span> },
  { id: "value", header: "Value", width: 110, align: "end", sortable: true, value: ({ value }) => value, cell: ({ value }) => (value === null ? <span className="quiet">missing</span> : <Num value={value} />) },
  { id: "from", header: "From", width: 150, sortable: true, value: ({ from }) => from },
  { id: "how", header: "Computed as", width: 340, value: ({ how }) => how },
];
