import type { Language } from "../../components/Code";

export type PreviewKind = "text" | "markdown" | "image" | "table" | "frame";

const IMAGES: Record<string, string> = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp" };
const LANGUAGES: Record<string, Language> = { py: "python", sh: "bash", json: "json", sql: "sql", yaml: "yaml", yml: "yaml" };
const TEXTS = new Set([...Object.keys(LANGUAGES), "txt", "log", "toml", "ini", "cfg", "jsonl", "xml", "diff", "patch", "r", "js", "ts"]);

/** The most that is fetched to be looked at. */
export const MOST_BYTES = 5_000_000;

function endOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** How a file can be shown here; null when it can only be taken away. */
export function previewKind(path: string, mediaType = ""): PreviewKind | null {
  const end = endOf(path);
  if (end in IMAGES) return "image";
  if (end === "csv" || end === "tsv") return "table";
  if (end === "md") return "markdown";
  if (end === "html" || end === "htm" || end === "svg") return "frame";
  if (TEXTS.has(end) || mediaType.startsWith("text/")) return "text";
  return null;
}

export function imageType(path: string): string {
  return IMAGES[endOf(path)] ?? "image/png";
}

export function languageOf(path: string): Language {
  return LANGUAGES[endOf(path)] ?? "text";
}

/** Rows of a CSV or TSV by RFC 4180, at most `most` of them. */
export function readRows(text: string, separator: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length && rows.length < most; at += 1) {
    const letter = text[at]!;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
      else isQuoted = false;
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === separator) [row, cell] = [[...row, cell], ""];
    else if (letter === "\n") {
      rows.push([...row, cell.replace(/\r$/, "")]);
      [row, cell] = [[], ""];
    } else cell += letter;
  }
  if ((cell || row.length) && rows.length < most) rows.push([...row, cell]);
  return rows;
}
