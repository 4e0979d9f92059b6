import { useEffect, useMemo, useRef, useState } from "react";
import type { Params } from "../../api/call";
import { useShortcut } from "../../app/keyboard";
import { useSetUrl, useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { Field, Input } from "../../components/Field";
import { instantOf } from "../../format/time";
import styles from "./AuditFilter.module.css";
import { KINDS, whatOf } from "./words";

const NAMES = ["text", "kind", "actor", "ref", "since", "until"] as const;
type Name = (typeof NAMES)[number];

export interface Filter {
  values: Partial<Record<Name, string>>;
  set: (name: Name, value: string) => void;
  clear: () => void;
}

/** The conditions of the page, kept in its address, and as the parameters of the operation. */
export function useFilter(): { filter: Filter; params: Params<"audit.list_events">; clear: () => void } {
  const [text] = useUrlState("text", "");
  const [kind] = useUrlState("kind", "");
  const [actor] = useUrlState("actor", "");
  const [ref] = useUrlState("ref", "");
  const [since] = useUrlState("since", "");
  const [until] = useUrlState("until", "");
  const setUrl = useSetUrl();
  return useMemo(() => {
    const all = { text, kind, actor, ref, since, until };
    const values = Object.fromEntries(NAMES.flatMap((name) => (all[name] ? [[name, all[name]]] : []))) as Filter["values"];
    const clear = () => setUrl(Object.fromEntries(NAMES.map((name) => [name, null])), { push: true });
    const set = (name: Name, value: string) => setUrl({ [name]: value.trim() || null });
    const params: Params<"audit.list_events"> = {
      ...values,
      ...(actor && !actor.includes(":") && { actor: `user:${actor}` }),
      since: momentOf(since),
      until: momentOf(until),
    };
    return { filter: { values, set, clear }, params, clear };
  }, [text, kind, actor, ref, since, until, setUrl]);
}

/** "2013-02" and "2013-02-01" are moments too; what is none does not filter. */
export function momentOf(text: string): string | null {
  const instant = instantOf(/^\d{4}-\d\d$/.test(text) ? `${text}-01` : text);
  return instant === null ? null : new Date(instant).toISOString();
}

/** Words, kind, person, thing and time; each settles a moment after the last key. */
export function AuditFilter({ filter }: { filter: Filter }) {
  const words = useRef<HTMLInputElement>(null);
  useShortcut("/", "Find entries", () => words.current?.focus());
  return (
    <form className={styles.filter} role="search" aria-label="Filter entries" onSubmit={(event) => event.preventDefault()}>
      <Settling name="text" label="Words" filter={filter} placeholder="in what they say  /" field={words} />
      <Settling name="kind" label="Kind" filter={filter} placeholder="alias.*" list="audit-kinds" />
      <Settling name="actor" label="Who" filter={filter} placeholder="user:dana" />
      <Settling name="ref" label="About" filter={filter} placeholder="model:late-flight" />
      <Settling name="since" label="Since" filter={filter} placeholder="2013-02-01" />
      <Settling name="until" label="Until" filter={filter} placeholder="2013-03-01" />
      <datalist id="audit-kinds">
        {KINDS.map((kind) => <option key={kind} value={kind}>{kind.endsWith("*") ? "all of it" : whatOf(kind)}</option>)}
      </datalist>
      {Object.keys(filter.values).length ? <Button kind="quiet" onClick={filter.clear}>Clear</Button> : null}
    </form>
  );
}

interface SettlingProps {
  name: Name;
  label: string;
  filter: Filter;
  placeholder: string;
  list?: string;
  field?: React.RefObject<HTMLInputElement | null>;
}

const WAIT_MS = 300;

function Settling({ name, label, filter, placeholder, list, field }: SettlingProps) {
  const settled = filter.values[name] ?? "";
  const [typed, setTyped] = useState(settled);
  useEffect(() => setTyped(settled), [settled]);
  const isTime = name === "since" || name === "until";
  const isOdd = isTime && typed !== "" && momentOf(typed) === null;
  useEffect(() => {
    if (typed.trim() === settled || isOdd) return undefined;
    const timer = setTimeout(() => filter.set(name, typed), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed, settled, isOdd, name, filter]);
  return (
    <div className={styles[name] ?? ""}>
      <Field label={label} error={isOdd ? "a date, such as 2013-02-01" : null}>
        <Input {...(field && { ref: field })} value={typed} onChange={setTyped} placeholder={placeholder} list={list} isMono={name !== "text"} maxLength={400} />
      </Field>
    </div>
  );
}
