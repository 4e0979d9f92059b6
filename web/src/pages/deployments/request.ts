/** A test request in the words of the Open Inference Protocol v2, made from fields that a person fills in. */
import type { InferInput } from "../../api/operations";

export interface InputColumn {
  name: string;
  datatype: string;
  is_nullable: boolean;
}

export type Values = Readonly<Record<string, string>>;
type Scalar = InferInput["data"][number];

export interface BadField {
  name: string;
  says: string;
}

/** One row of fields as tensors; an empty field is a missing value. Fields that cannot be read are told, all of them. */
export function tensorsOf(columns: readonly InputColumn[], values: Values): { inputs: InferInput[]; bad: BadField[] } {
  const bad: BadField[] = [];
  const inputs = columns.map((column) => {
    const [value, says] = readField(column, values[column.name] ?? "");
    if (says) bad.push({ name: column.name, says });
    return { name: column.name, datatype: column.datatype, shape: [1], data: [value] };
  });
  return { inputs, bad };
}

function readField({ datatype, is_nullable }: InputColumn, text: string): [Scalar, string] {
  const written = text.trim();
  if (datatype === "BYTES") return text === "" && is_nullable ? [null, ""] : [text, ""];
  if (written === "") return [null, is_nullable ? "" : "a value is needed"];
  if (datatype === "BOOL") return /^(true|false)$/i.test(written) ? [written.toLowerCase() === "true", ""] : [null, "true or false"];
  const number = Number(written.replace(",", "."));
  if (!Number.isFinite(number)) return [null, "not a number"];
  if (!datatype.startsWith("FP") && !Number.isInteger(number)) return [null, `${datatype} is a whole number`];
  return [number, ""];
}

/** A logged row as fields, to begin with. */
export function fieldsOf(features: Readonly<Record<string, Scalar>>): Record<string, string> {
  return Object.fromEntries(Object.entries(features).map(([name, value]) => [name, value === null ? "" : String(value)]));
}

export interface WrittenRequest {
  inputs: InferInput[];
  parameters?: Record<string, string>;
}

/** The request that a person wrote as JSON, or what is wrong with it. */
export function readRequest(text: string): { request: WrittenRequest | null; says: string } {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null || !Array.isArray((found as { inputs?: unknown }).inputs)) {
      return { request: null, says: 'A request is an object with "inputs", a list of tensors' };
    }
    return { request: found as WrittenRequest, says: "" };
  } catch (error) {
    return { request: null, says: error instanceof Error ? error.message : "not JSON" };
  }
}

/** One tensor a line, so that 32 columns are 32 lines. */
export function writeRequest(inputs: readonly InferInput[], parameters: Record<string, string>): string {
  const lines = inputs.map((input) => `    ${JSON.stringify(input)}`).join(",\n");
  const tail = Object.keys(parameters).length ? `,\n  "parameters": ${JSON.stringify(parameters)}` : "";
  return `{\n  "inputs": [\n${lines}\n  ]${tail}\n}`;
}
