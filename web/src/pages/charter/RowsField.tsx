import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../components/Button";
import { Field, Input, Select } from "../../components/Field";
import styles from "./Charter.module.css";
import type { Faults, Row } from "./draft";

interface RowField {
  name: string;
  label: string;
  hint?: string;
  options?: readonly string[];
  isWide?: boolean;
}

interface Props {
  title: string;
  noun: string;
  rows: readonly Row[];
  fields: readonly RowField[];
  empty: Row;
  place: string;
  faults: Faults;
  onChange: (rows: Row[]) => void;
}

/** A list of small records: each can be changed, added, taken out. */
export function RowsField({ title, noun, rows, fields, empty, place, faults, onChange }: Props) {
  const set = (i: number, name: string, value: string): void => onChange(rows.map((row, at) => (at === i ? { ...row, [name]: value } : row)));
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {rows.map((row, i) => (
        <div key={i} className={styles.fields}>
          {fields.map((field) => (
            <div key={field.name} className={field.isWide ? styles.wide : undefined}>
              <Field label={field.label} error={faults[`${place}.${i}.${field.name}`] ?? null}>
                {field.options ? (
                  <Select value={row[field.name] ?? ""} onChange={(value) => set(i, field.name, value)} options={field.options} />
                ) : (
                  <Input value={row[field.name] ?? ""} onChange={(value) => set(i, field.name, value)} placeholder={field.hint} />
                )}
              </Field>
            </div>
          ))}
          <div className={styles.wide}>
            <Button kind="quiet" icon={<Trash2 size={14} aria-hidden />} onClick={() => onChange(rows.filter((_, at) => at !== i))}>Take out this {noun}</Button>
          </div>
        </div>
      ))}
      <div><Button icon={<Plus size={14} aria-hidden />} onClick={() => onChange([...rows, empty])}>Add {/^[aeiou]/.test(noun) ? "an" : "a"} {noun}</Button></div>
    </fieldset>
  );
}
