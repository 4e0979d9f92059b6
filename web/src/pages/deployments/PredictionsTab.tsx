import { useMemo, useState } from "react";
import type { Traffic } from "../../api/operations";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Checkbox, Select } from "../../components/Field";
import { Link } from "../../components/Link";
import { RefLink } from "../../components/RefLink";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { formatNumber } from "../../format/number";
import layout from "../models/layout.module.css";
import { pageOf } from "../models/words";
import { PredictionDrawer } from "./PredictionDrawer";
import { type Answered, predictionSource } from "./predictionSource";
import { SettledInput } from "./SettledInput";
import styles from "./PredictionsTab.module.css";

/** The last answers with their inputs, outcome and reason; filtered by the server. */
export function PredictionsTab({ name, traffic }: { name: string; traffic: Traffic | undefined }) {
  const [variant, setVariant] = useUrlState("variant", "");
  const [key, setKey] = useUrlState("key", "");
  const [low, setLow] = useUrlState("min", "");
  const [high, setHigh] = useUrlState("max", "");
  const [shadows, setShadows] = useUrlState("withshadows", false);
  const [version, setVersion] = useState(0);
  const [peeked, setPeeked] = useState<Answered | null>(null);
  const source = useMemo(
    () => predictionSource(name, { variant: variant || null, key_contains: key.trim() || null, min_score: scoreOf(low), max_score: scoreOf(high), shadows }, version),
    [name, variant, key, low, high, shadows, version],
  );
  const variants = [...new Set([...(traffic?.series.map((series) => series.variant) ?? []), ...(variant ? [variant] : [])])];
  const isFiltered = Boolean(variant || key || low || high);
  return (
    <div className={layout.stack}>
      <div className={layout.row} role="search" aria-label="Which predictions">
        <Select label="Version" value={variant} onChange={(now) => setVariant(now, { push: true })} options={[{ value: "", label: "Every version" }, ...variants]} />
        <SettledInput label="Business key contains" placeholder="key contains" className={styles.key} value={key} onSettle={(now) => setKey(now, { push: true })} />
        <SettledInput label="Score at least" placeholder="score ≥" isNumber className={styles.score} value={low} onSettle={(now) => setLow(now, { push: true })} />
        <SettledInput label="Score at most" placeholder="score ≤" isNumber className={styles.score} value={high} onSettle={(now) => setHigh(now, { push: true })} />
        <Checkbox label="Shadows too" isChecked={shadows} onChange={setShadows} />
        <Button onClick={() => setVersion(version + 1)}>Read again</Button>
      </div>
      <Table
        label={`Predictions of ${name}`}
        noun="prediction"
        columns={COLUMNS}
        source={source}
        rowKey={({ prediction }) => prediction.id}
        onPeek={setPeeked}
        onOpen={setPeeked}
        isMain
        fit={14}
        empty={<Empty title={isFiltered ? "No prediction fits all of these conditions." : "Nothing was asked yet: the first answer appears here with its inputs. The Test tab asks for one."} />}
      />
      {peeked ? <PredictionDrawer answered={peeked} onClose={() => setPeeked(null)} /> : null}
    </div>
  );
}

function scoreOf(text: string): number | null {
  const value = Number(text.replace(",", "."));
  return text.trim() === "" || !Number.isFinite(value) ? null : value;
}

const COLUMNS: Column<Answered>[] = [
  { id: "at", header: "When", width: 216, value: ({ prediction }) => new Date(prediction.at), cell: ({ prediction }) => <Time at={prediction.at} isAbsolute /> },
  { id: "score", header: "Score", width: 80, align: "end", value: ({ prediction }) => prediction.score },
  { id: "label", header: "Outcome", width: 90, align: "end", value: ({ label }) => label, cell: ({ label }) => (label === null ? <span className="quiet">not yet</span> : formatNumber(label)) },
  { id: "version", header: "Version", width: 140, value: ({ prediction }) => prediction.model, cell: ({ prediction }) => <RefLink to={prediction.model} /> },
  { id: "latency", header: "Latency", unit: "ms", width: 90, align: "end", value: ({ prediction }) => prediction.latency_us / 1000 },
  { id: "why", header: "Why", width: 70, value: ({ prediction }) => `prediction:${prediction.id}`, cell: ({ prediction }) => <Link to={pageOf(`why/prediction:${prediction.id}`)}>why</Link> },
  { id: "key", header: "Key", width: 210, value: ({ prediction }) => prediction.business_key },
  { id: "assigned", header: "Assigned by", width: 110, value: ({ prediction }) => prediction.assigned_by },
  { id: "inputs", header: "Inputs", width: 520, value: ({ prediction }) => inputsText(prediction.features) },
];

function inputsText(features: Answered["prediction"]["features"]): string {
  return Object.entries(features)
    .map(([name, value]) => `${name} ${typeof value === "number" ? formatNumber(value, 3) : (value ?? "missing")}`)
    .join(", ");
}
