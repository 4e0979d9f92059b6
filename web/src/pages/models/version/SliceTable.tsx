import { useState } from "react";
import type { Measured } from "../../../api/operations";
import { Button } from "../../../components/Button";
import { Delta, Num } from "../../../components/Num";
import { type State, Status } from "../../../components/Status";
import { counted } from "../../../format/number";
import layout from "../layout.module.css";
import { goalOf } from "../words";
import { type Change, FEW_ROWS, type SlicePair, slicePairs } from "./slices";

const STATES: Record<Change, State> = {
  "worse, beyond noise": "bad",
  "worse, within noise": "warn",
  same: "unknown",
  "better, within noise": "ok",
  "better, beyond noise": "ok",
  unknown: "unknown",
};
const SHOWN = 12;

interface SliceTableProps {
  before: readonly Measured[];
  after: readonly Measured[];
  beforeLabel: string;
  afterLabel: string;
}

/** Slices of both versions, those that got worse first. */
export function SliceTable({ before, after, beforeLabel, afterLabel }: SliceTableProps) {
  const [isAll, setAll] = useState(false);
  const pairs = slicePairs(before, after);
  if (pairs.length === 0) return <p className={layout.says}>Neither evaluation has slices.</p>;
  const shown = isAll ? pairs : pairs.slice(0, SHOWN);
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Slice</th>
            <th scope="col">Metric</th>
            <th scope="col" className="number">{beforeLabel}</th>
            <th scope="col" className="number">{afterLabel}</th>
            <th scope="col" className="number">Difference</th>
            <th scope="col">Change</th>
            <th scope="col" className="number">Rows</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((pair) => (
            <tr key={pair.key}>
              <th scope="row">
                <span className="name" title={`${pair.slice} = ${pair.level}`}>
                  <span className="quiet">{pair.slice} =</span> {pair.level}
                </span>
              </th>
              <td>{pair.metric}</td>
              <td className="number"><WithInterval of={pair.before} /></td>
              <td className="number"><WithInterval of={pair.after} /></td>
              <td className="number"><Difference pair={pair} /></td>
              <td><Status state={STATES[pair.change]} word={wordOf(pair)} /></td>
              <td className="number quiet"><Num value={pair.before?.n} /> → <Num value={pair.after?.n} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > SHOWN ? <Button kind="quiet" onClick={() => setAll(!isAll)}>{isAll ? `Show the first ${SHOWN}` : `Show all ${counted(pairs.length, "slice")}`}</Button> : null}
    </div>
  );
}

function wordOf({ change, before, after }: SlicePair): string {
  if (change !== "unknown") return change;
  if (!before) return "new";
  if (!after) return "gone";
  return Math.min(before.n, after.n) < FEW_ROWS ? "too few rows" : "no value";
}

function Difference({ pair: { metric, before, after } }: { pair: SlicePair }) {
  if (typeof before?.value !== "number" || typeof after?.value !== "number") return <span className="quiet">–</span>;
  return <Delta value={after.value - before.value} goal={goalOf(metric)} />;
}

/** 0.6911 with its interval in small beside it. */
export function WithInterval({ of }: { of: Measured | undefined }) {
  if (!of) return <span className="quiet">–</span>;
  return (
    <>
      <Num value={of.value} />
      {of.lo === null || of.hi === null ? null : (
        <span className={`quiet ${layout.note}`}> [<Num value={of.lo} digits={3} />, <Num value={of.hi} digits={3} />]</span>
      )}
    </>
  );
}
