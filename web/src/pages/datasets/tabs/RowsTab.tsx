import { useMemo } from "react";
import { call } from "../../../api/call";
import type { DatasetVersion } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { Panel } from "../../../components/Panel";
import { type Column, type Source, Table } from "../../../components/Table";
import { counted, fullNumber } from "../../../format/number";
import { cellText, isNumber, typeWord } from "../words";

const SAMPLE = 40;

type Cells = { at: number; values: readonly (string | number | boolean | null)[] };

/** The rows of a version in their order, read in windows as one scrolls. */
export function RowsTab({ version, isTable }: { version: DatasetVersion; isTable: boolean }) {
  const { dataset: name, n } = version;
  const first = useCall("datasets.rows", { name, version: String(n), limit: SAMPLE }, { immutable: true });
  const source = useMemo(
    (): Source<Cells> => ({
      key: version.ref,
      read: async ({ after, limit, signal }) => {
        const offset = after === null ? 0 : Number(after);
        const page = await call("datasets.rows", { name, version: String(n), limit, offset }, { signal });
        const rows = page.rows.map((values, i) => ({ at: offset + i, values }));
        const next = offset + rows.length;
        return { rows, total: page.total, next: rows.length && next < page.total ? String(next) : null };
      },
    }),
    [name, n, version.ref],
  );
  const columns = useMemo(() => (first.data ? columnsOf(first.data.columns, first.data.types, first.data.rows) : []), [first.data]);
  const noun = isTable ? "row" : "file";
  return (
    <Panel title={isTable ? "Rows" : "Files"} note={`${counted(version.rows, noun)} of version ${n}`} query={first} height={400} isFlush>
      <Table label={`${isTable ? "Rows" : "Files"} of ${version.ref}`} noun={noun} columns={columns} source={source} rowKey={({ at }) => String(at)} isMain fit={18} compact
        python={`ws.dataset("${name}").read(${n})`} />
    </Panel>
  );
}

/** Columns as wide as their names and the first rows ask for. */
export function columnsOf(names: readonly string[], types: readonly string[], sample: readonly Cells["values"][]): Column<Cells>[] {
  return names.map((name, i) => {
    const isRight = isNumber(types[i] ?? "");
    const longest = Math.max(name.length, ...sample.map((values) => cellText(values[i]).length));
    return {
      id: name,
      header: name,
      note: typeWord(types[i] ?? ""),
      align: isRight ? "end" : "start",
      width: Math.max(isRight ? 76 : 84, Math.min(260, 24 + 7.4 * longest)),
      value: ({ values }) => values[i],
      cell: ({ values }) => <CellValue value={values[i] ?? null} />,
    };
  });
}

export function CellValue({ value }: { value: string | number | boolean | null }) {
  if (value === null) return <span className="quiet" title="missing">–</span>;
  return <span className="name" title={typeof value === "number" ? fullNumber(value) : String(value)}>{cellText(value)}</span>;
}
