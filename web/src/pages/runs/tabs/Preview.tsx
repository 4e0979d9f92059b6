import { X } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { call } from "../../../api/call";
import type { ApiError } from "../../../api/errors";
import type { Artifact } from "../../../api/operations";
import { currentProject } from "../../../api/place";
import { IconButton } from "../../../components/Button";
import { Code } from "../../../components/Code";
import { Markdown } from "../../../components/Markdown";
import { Panel } from "../../../components/Panel";
import { Table } from "../../../components/Table";
import { formatBytes } from "../../../format/bytes";
import { imageType, languageOf, MOST_BYTES, previewKind, readRows } from "../preview";
import page from "../RunPage.module.css";

interface PreviewProps {
  run: string;
  file: Artifact;
  onClose: () => void;
}

/** The inside of a file: text, table, picture; what may hold script stays in a frame without rights. */
export function Preview({ run, file, onClose }: PreviewProps) {
  const isSmall = file.size_bytes <= MOST_BYTES;
  const bytes = useQuery<Blob, ApiError>({
    queryKey: [currentProject(), "files", file.digest],
    queryFn: ({ signal }) => call("runs.artifact", { id: run, path: file.path }, { signal }),
    staleTime: Infinity, // a digest never changes what it names
    enabled: isSmall,
  });
  const close = <IconButton label="Close the preview" icon={<X size={14} aria-hidden />} onClick={onClose} />;
  if (!isSmall) {
    return <Panel title={file.path} actions={close}><p className="quiet">Too large to show here: {formatBytes(file.size_bytes)} of at most {formatBytes(MOST_BYTES)}. Download it.</p></Panel>;
  }
  return (
    <Panel title={file.path} note={formatBytes(file.size_bytes)} actions={close} query={bytes}>
      {(blob) => <div className={page.preview}>{inside(file, blob)}</div>}
    </Panel>
  );
}

function inside(file: Artifact, blob: Blob): ReactNode {
  const kind = previewKind(file.path, file.media_type);
  if (kind === "image") return <Picture path={file.path} blob={blob} />;
  return <AsText blob={blob} key={file.digest}>{(text) => shown(file, kind, text)}</AsText>;
}

function shown(file: Artifact, kind: ReturnType<typeof previewKind>, text: string): ReactNode {
  if (kind === "markdown") return <Markdown text={text} />;
  if (kind === "table") return <Rows text={text} separator={file.path.endsWith(".tsv") ? "\t" : ","} />;
  if (kind === "frame") return <iframe className={page.frame} title={file.path} sandbox="" srcDoc={text} />;
  return <Code text={text} language={languageOf(file.path)} label={file.path} hasLineNumbers maxHeight={560} />;
}

function AsText({ blob, children }: { blob: Blob; children: (text: string) => ReactNode }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let isHere = true;
    void blob.text().then((found) => isHere && setText(found));
    return () => {
      isHere = false;
    };
  }, [blob]);
  return text === null ? null : children(text);
}

function Picture({ path, blob }: { path: string; blob: Blob }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([blob], { type: imageType(path) }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob, path]);
  return address ? <img src={address} alt={path} /> : null;
}

const MOST_ROWS = 2_000;

function Rows({ text, separator }: { text: string; separator: string }) {
  const [head = [], ...rows] = useMemo(() => readRows(text, separator, MOST_ROWS + 1), [text, separator]);
  const columns = useMemo(
    () => head.map((header, at) => {
      const isNumber = rows.length > 0 && rows.every((row) => row[at] === "" || Number.isFinite(Number(row[at])));
      const value = (row: Line) => (isNumber && row.cells[at] ? Number(row.cells[at]) : row.cells[at]);
      return { id: String(at), header, value, width: 110, ...(isNumber && { align: "end" as const }) };
    }),
    [head, rows],
  );
  const lines = useMemo(() => rows.map((cells, at) => ({ key: String(at), cells })), [rows]);
  return <Table label="Rows of the file" columns={columns} rows={lines} rowKey={(row) => row.key} compact fit={18} />;
}

interface Line {
  key: string;
  cells: string[];
}
