import { useState } from "react";
import type { ServiceVersion } from "../../api/operations";
import { call } from "../../api/call";
import { useCall } from "../../api/queries";
import { useSetUrl, useUrlState } from "../../app/urlState";
import { ApiCallDialog } from "../../components/ApiCall";
import { Button } from "../../components/Button";
import { Field, Input } from "../../components/Field";
import { ErrorNote } from "../../components/ErrorNote";
import { Panel } from "../../components/Panel";
import { isNumber } from "../datasets/words";
import layout from "../models/layout.module.css";
import { Answered } from "./Answered";
import styles from "./ReadConsole.module.css";
import { rowOf, sourcesOf, type Typed, typedFrom, typedText } from "./read";
import { inputsOf } from "./words";

/** Reads the service as a model would: by key, now or as it was known at a moment. What is read is in the address. */
export function ReadConsole({ service }: { service: ServiceVersion }) {
  const { name } = service.service;
  const { keys, request } = inputsOf(service);
  const [asked] = useUrlState("row", {} as Record<string, unknown>);
  const [at] = useUrlState("at", "");
  const setUrl = useSetUrl();
  const [typed, setTyped] = useState<Typed>(() => typedText(asked));
  const [moment, setMoment] = useState(at);
  const [isApi, setApi] = useState(false);
  const source = sourcesOf(service)[0];
  const first = useCall("datasets.rows", { name: source?.dataset ?? "", version: "main", limit: 1 }, { enabled: source !== undefined });
  const [example, setExample] = useState<{ isBusy: boolean; error: unknown }>({ isBusy: false, error: null });

  const isNumeric = (column: string) => request.includes(column) || isNumber(first.data?.types[first.data.columns.indexOf(column)] ?? "");
  const params = { name, rows: [asked], version: service.version, at: at || null };
  const isAsked = Object.keys(asked).length > 0;
  const answer = useCall("features.read_online", params, { enabled: isAsked });
  const read = (row: Typed, when: string) => {
    const sent = JSON.stringify(rowOf(row, isNumeric));
    const isSame = isAsked && sent === JSON.stringify(asked) && when === at;
    if (isSame) void answer.refetch();
    else setUrl({ row: sent, at: when || null }, { push: true });
  };
  const takeNewest = async () => {
    if (!source || !first.data) return;
    setExample({ isBusy: true, error: null });
    try {
      const last = await call("datasets.rows", { name: source.dataset, version: "main", limit: 1, offset: Math.max(0, first.data.total - 1) });
      const row = { ...typed, ...typedFrom([...keys, ...request], last.columns, last.rows[0] ?? []) };
      const known = last.rows[0]?.[last.columns.indexOf(source.known)];
      const when = typeof known === "string" ? known : "";
      setTyped(row);
      setMoment(when);
      read(row, when);
      setExample({ isBusy: false, error: null });
    } catch (error) {
      setExample({ isBusy: false, error });
    }
  };
  const field = (column: string) => (
    <Field key={column} label={column}>
      <Input isMono value={typed[column] ?? ""} onChange={(text) => setTyped({ ...typed, [column]: text })} inputMode={request.includes(column) ? "decimal" : "text"} />
    </Field>
  );
  const missing = keys.filter((key) => !typed[key]?.trim());
  return (
    <div className={styles.console}>
      <Panel title="Ask" note="by the keys of the views">
        <form
          className={layout.stack}
          onSubmit={(event) => {
            event.preventDefault();
            if (missing.length === 0) read(typed, moment.trim());
          }}
        >
          <fieldset className={styles.fields}>
            <legend>Keys</legend>
            {keys.map(field)}
          </fieldset>
          {request.length ? (
            <fieldset className={styles.fields}>
              <legend>From the request</legend>
              {request.map(field)}
            </fieldset>
          ) : null}
          <Field label="As known at" hint="left empty: now">
            <Input isMono value={moment} onChange={setMoment} placeholder="2013-12-31T15:00:00Z" />
          </Field>
          <div className={layout.row}>
            <Button kind="primary" type="submit" isBusy={answer.isFetching} disabledBecause={missing.length ? `Write ${missing.join(", ")} first` : null}>Read features</Button>
            <Button type="button" isBusy={example.isBusy} onClick={() => void takeNewest()} disabledBecause={first.data?.total ? null : `${source?.dataset ?? "The source"} has no rows`}>
              Newest row of {source?.dataset}
            </Button>
          </div>
          {example.error ? <ErrorNote error={example.error} isShort /> : null}
        </form>
      </Panel>
      <Answered service={service} asked={isAsked ? asked : null} at={at} query={answer} onApi={() => setApi(true)} />
      <ApiCallDialog calls={[{ id: "features.read_online", params }]} isOpen={isApi} onClose={() => setApi(false)} />
    </div>
  );
}
