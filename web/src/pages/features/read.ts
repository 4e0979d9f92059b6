/** What one types to read a service, as the API takes it. */
import type { ServiceVersion } from "../../api/operations";

export type Typed = Record<string, string>;
export type RequestRow = Record<string, string | number | boolean>;

/** Request columns are numbers; keys are what their column in the source is. Empty fields are left out. */
export function rowOf(typed: Typed, isNumeric: (name: string) => boolean): RequestRow {
  const row: RequestRow = {};
  for (const [name, text] of Object.entries(typed)) {
    if (text.trim() === "") continue;
    const number = Number(text);
    row[name] = isNumeric(name) && Number.isFinite(number) ? number : text;
  }
  return row;
}

/** A row of a source as what one would have typed: its keys and what the request brings, where it has them. */
export function typedFrom(names: readonly string[], columns: readonly string[], values: readonly unknown[]): Typed {
  const typed: Typed = {};
  for (const name of names) {
    const value = values[columns.indexOf(name)];
    if (value !== undefined && value !== null) typed[name] = String(value);
  }
  return typed;
}

export function typedText(record: Record<string, unknown>): Typed {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
}

/** The datasets behind a service, each once, with the column that says when a row was known. */
export function sourcesOf({ views }: ServiceVersion): { dataset: string; known: string }[] {
  const found = new Map(views.map(({ source }) => [source.dataset, source.known ?? source.event]));
  return [...found].map(([dataset, known]) => ({ dataset, known }));
}

/** Whether nothing is known for the keys: every value of the views is missing or a count of 0. */
export function isUnknown(values: Record<string, number | null>, ownNames: ReadonlySet<string>): boolean {
  const own = Object.entries(values).filter(([name]) => ownNames.has(name));
  return own.length > 0 && own.every(([, value]) => value === null || value === 0);
}
