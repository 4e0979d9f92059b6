import { Digest } from "../../components/Digest";
import { Num } from "../../components/Num";
import { Time } from "../../components/Time";
import styles from "./FactsTable.module.css";
import { Said } from "./Said";

export type FactValue = unknown;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const LONG = 6;

/** What something says about itself, name by name: dates, digests, Refs and numbers as such. */
export function FactsTable({ facts }: { facts: Record<string, FactValue> }) {
  const names = Object.keys(facts);
  if (names.length === 0) return <p className="quiet">Nothing more is on record.</p>;
  return (
    <dl className={styles.facts}>
      {names.map((name) => (
        <div key={name}>
          <dt><span className="name" title={name}>{name.replaceAll("_", " ")}</span></dt>
          <dd><Value value={facts[name]} /></dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value }: { value: FactValue }) {
  if (value === null || value === undefined || value === "") return <span className="quiet">–</span>;
  if (typeof value === "number") return <Num value={value} />;
  if (typeof value === "boolean") return <>{value ? "yes" : "no"}</>;
  if (Array.isArray(value)) return <List values={value} />;
  if (typeof value === "object") return <code className={styles.code}>{JSON.stringify(value)}</code>;
  const text = String(value);
  if (ISO.test(text)) return <Time at={text} isAbsolute />;
  if (/^[0-9a-f]{64}$/.test(text)) return <Digest value={text} />;
  return <Said text={text} />;
}

function List({ values }: { values: readonly unknown[] }) {
  if (values.length === 0) return <span className="quiet">none</span>;
  const isShort = values.every((value) => typeof value === "string" && value.length < 40);
  return (
    <ul className={isShort && values.length > LONG ? styles.columns : styles.list}>
      {values.map((value, i) => <li key={i}><Value value={value} /></li>)}
    </ul>
  );
}
