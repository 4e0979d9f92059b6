import { useMemo, useState } from "react";
import { HOSTILE, random } from "../chart/samples";
import { RefLink } from "../RefLink";
import { Status } from "../Status";
import { Button } from "../Button";
import { Time } from "../Time";
import { Table, type TableProps } from "./Table";
import type { Column, Source } from "./types";

interface Run {
  id: string;
  name: string;
  state: "finished" | "failed" | "running";
  auc: number | null;
  loss: number;
  rate: number;
  owner: string;
  at: number;
}

const STATE = { finished: "ok", failed: "bad", running: "busy" } as const;
const WORDS = ["quiet-heron", "swift-tern", "late-gull", "calm-rail", HOSTILE];
const START = Date.parse("2026-11-01T00:00:00Z");

function runs(count: number, from = 0): Run[] {
  return Array.from({ length: count }, (_, at) => {
    const next = random(from + at + 1);
    const state = (["finished", "finished", "finished", "failed", "running"] as const)[Math.floor(next() * 5)]!;
    return { id: `0193a7c2${String(from + at).padStart(24, "0")}`, name: `${WORDS[Math.floor(next() * 4.02)]}-${from + at}`, state, auc: next() < 0.08 ? null : 0.7 + next() * 0.2, loss: next(), rate: [0.1, 0.05, 0.01][Math.floor(next() * 3)]!, owner: ["ada", "grace", "mei"][Math.floor(next() * 3)]!, at: START - (from + at) * 61_000 };
  });
}

const columns: Column<Run>[] = [
  { id: "name", header: "Run", width: 200, value: (run) => run.name },
  { id: "state", header: "State", width: 110, value: (run) => run.state, cell: (run) => <Status state={STATE[run.state]} word={run.state} /> },
  { id: "auc", header: "AUC", align: "end", width: 100, goal: "up", value: (run) => run.auc },
  { id: "loss", header: "loss", unit: "nats", align: "end", width: 100, goal: "down", value: (run) => run.loss },
  { id: "rate", header: "learning_rate", align: "end", width: 120, value: (run) => run.rate },
  { id: "owner", header: "Owner", width: 100, value: (run) => run.owner },
  { id: "at", header: "Started", width: 110, value: (run) => new Date(run.at), cell: (run) => <Time at={run.at} /> },
  { id: "ref", header: "Ref", width: 150, value: (run) => `run:${run.id}`, cell: (run) => <RefLink to={`run:${run.id}`} /> },
];

const rowKey = (run: Run) => run.id;

function Example({ count, ...rest }: { count: number } & Partial<TableProps<Run>>) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => runs(count), [count]);
  return <Table label="Runs" noun="run" columns={columns} rows={rows} rowKey={rowKey} selected={selected} onSelect={setSelected} onOpen={() => undefined} python="ws.runs.search()" {...rest} />;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function FromServer({ failing = false }: { failing?: boolean }) {
  const [news, setNews] = useState(12);
  const source = useMemo<Source<Run>>(
    () => ({
      key: `example ${failing}`,
      read: async ({ after, limit }) => {
        await wait(120);
        const from = after === null ? 0 : Number(after);
        if (failing && from > 0) throw new TypeError("Failed to fetch");
        return { rows: runs(limit, from), next: from + limit < 1_000_000 ? String(from + limit) : null, total: 1_000_000, isExact: false };
      },
    }),
    [failing],
  );
  return <Table label="Runs of the server" noun="run" columns={columns} source={source} rowKey={rowKey} onPeek={() => undefined} fit={8} news={news ? { text: `${news} new runs`, onShow: () => setNews(0) } : null} />;
}

function Wide() {
  const rows = useMemo(() => Array.from({ length: 5000 }, (_, at) => at), []);
  const wide = useMemo(() => Array.from({ length: 500 }, (_, at): Column<number> => ({ id: `c${at}`, header: at ? `metric_${at}` : "Row", align: at ? "end" : "start", width: 96, value: (row) => (at ? Math.sin(row * at) : `row ${row}`) })), []);
  return <Table label="500 columns" columns={wide} rows={rows} rowKey={String} fit={8} compact />;
}

function Huge() {
  const [isShown, setIsShown] = useState(false);
  if (!isShown) return <Button onClick={() => setIsShown(true)}>Make 100 000 rows</Button>;
  return <Example count={100_000} fit={12} />;
}

export const examples = [
  { title: "Rows of the page: sort, select, copy, export", element: <Example count={40} fit={8} /> },
  { title: "100 000 rows", element: <Huge /> },
  { title: "From the server, in windows of 200", element: <FromServer /> },
  { title: "Grouped, with mean ± standard deviation", element: <Example count={60} groupBy="owner" fit={8} /> },
  { title: "500 columns, compact", element: <Wide /> },
  { title: "Loading", element: <Table label="Loading" columns={columns} rows={undefined} rowKey={rowKey} /> },
  { title: "A window fails", element: <FromServer failing /> },
  { title: "Empty", element: <Table label="Nothing" noun="run" columns={columns} rows={[]} rowKey={rowKey} empty="No run matches: metrics.auc > 0.99 excludes all 12 480." /> },
];
