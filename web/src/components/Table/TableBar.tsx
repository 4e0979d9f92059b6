import { Columns3, Copy, Download } from "lucide-react";
import type { ReactNode } from "react";
import { counted, formatCount } from "../../format/number";
import { IconButton } from "../Button";
import { Menu, type MenuItem } from "../Menu";
import type { Format } from "./copyAs";
import styles from "./Table.module.css";
import type { Column } from "./types";

interface BarProps<Row> {
  noun: string;
  total: number | null;
  isExact: boolean;
  known: number;
  selectedCount: number;
  onClear: () => void;
  onSelectMatching: (() => void) | undefined;
  tools: ReactNode;
  columnsTool: ReactNode;
  columns: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  onShow: (id: string, isShown: boolean) => void;
  onReset: () => void;
  onCopy: (format: Format | "python") => void;
  hasPython: boolean;
  onExport: () => void;
}

/** Above a table: how many rows, what is selected, which columns, and the ways out. */
export function TableBar<Row>(props: BarProps<Row>) {
  const { selectedCount, tools } = props;
  return (
    <div className={styles.bar}>
      <span className={styles.sum}>{sum(props)}</span>
      {selectedCount > 0 ? <Selected {...props} /> : null}
      <span className={styles.tools}>
        {tools}
        {props.columnsTool ?? (
          <Menu label="Columns" items={columnItems(props)} trigger={<IconButton label="Columns" icon={<Columns3 size={15} aria-hidden />} />} />
        )}
        <Menu label="Copy" items={copyItems(props)} trigger={<IconButton label={selectedCount ? "Copy what is selected" : "Copy"} icon={<Copy size={15} aria-hidden />} />} />
        <IconButton label={selectedCount ? "Export what is selected as CSV" : "Export as CSV"} icon={<Download size={15} aria-hidden />} onClick={props.onExport} />
      </span>
    </div>
  );
}

function sum<Row>({ noun, total, isExact, known }: BarProps<Row>): string {
  if (total !== null) return isExact ? counted(total, noun) : `${formatCount(total, false)} ${noun}s`;
  return known > 0 ? `first ${counted(known, noun)}` : "";
}

function Selected<Row>({ selectedCount, total, noun, onClear, onSelectMatching }: BarProps<Row>) {
  return (
    <span className={styles.chosen} role="status">
      {formatCount(selectedCount)} selected
      {onSelectMatching && total !== null && total > selectedCount ? (
        <button type="button" className={styles.link} onClick={onSelectMatching}>
          select all {counted(total, noun)} that match
        </button>
      ) : null}
      <button type="button" className={styles.link} onClick={onClear}>
        clear
      </button>
    </span>
  );
}

function columnItems<Row>({ columns, shown, onShow, onReset }: BarProps<Row>): MenuItem[] {
  const seen = new Set(shown.map((column) => column.id));
  const checks = columns.slice(1).map((column) => ({
    label: column.unit ? `${column.header} (${column.unit})` : column.header,
    isChecked: seen.has(column.id),
    onToggle: (isChecked: boolean) => onShow(column.id, isChecked),
  }));
  return [...checks, "line", { label: "Columns as they were", onSelect: onReset }];
}

function copyItems<Row>({ onCopy, hasPython }: BarProps<Row>): MenuItem[] {
  const formats: [Format | "python", string][] = [
    ["tsv", "Copy for a spreadsheet (TSV)"],
    ["csv", "Copy as CSV"],
    ["markdown", "Copy as Markdown"],
  ];
  if (hasPython) formats.push(["python", "Copy the Python that fetches it"]);
  return formats.map(([format, label]) => ({ label, onSelect: () => onCopy(format), shortcut: format === "tsv" ? "Ctrl C" : undefined }));
}
