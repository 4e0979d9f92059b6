import type { Approval, AttachedEvidence, Evaluation, GateResult } from "../../../api/operations";
import { Interval } from "../../../components/Interval";
import { Link } from "../../../components/Link";
import { Num } from "../../../components/Num";
import { RefLink } from "../../../components/RefLink";
import { Status } from "../../../components/Status";
import layout from "../layout.module.css";
import { approversOf, pageOf } from "../words";

interface GateRowsProps {
  evidence: readonly AttachedEvidence[];
  evaluations: readonly Evaluation[];
  /** Kinds of evidence that the policy asks for; a kind nobody tried is a row too. */
  asked: readonly string[];
  /** A decision that let the version on in spite of a refused gate. */
  approval?: Approval | undefined;
}

/** Every gate with its numbers, its threshold, where they come from, and what it came to. */
export function GateRows({ evidence, evaluations, asked, approval }: GateRowsProps) {
  const missing = asked.filter((kind) => !evidence.some((item) => item.kind === kind));
  if (evidence.length + missing.length === 0) return <p className={layout.says}>Nothing was found about this version yet, and no policy asks for it.</p>;
  const waived = approval && (approval.state === "approved" || approval.state === "executed") ? approversOf(approval) : "";
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col" className="number">Value</th>
            <th scope="col" className="number">Threshold</th>
            <th scope="col">95 % interval</th>
            <th scope="col" className="number">Rows</th>
            <th scope="col">Result</th>
            <th scope="col">Evidence</th>
          </tr>
        </thead>
        <tbody>
          {evidence.map((item) => (
            <EvidenceRows key={item.ref} item={item} evaluation={evaluations.find(({ id }) => item.ref === `evaluation:${id}`)} waived={waived} />
          ))}
          {missing.map((kind) => (
            <tr key={kind}>
              <th scope="row">{kind}</th>
              <td className="number">–</td>
              <td className="number">–</td>
              <td className="quiet">asked for by the policy</td>
              <td className="number">–</td>
              <td><Status state="unknown" word="nobody tried" /></td>
              <td className="quiet">none</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EvidenceRows({ item, evaluation, waived }: { item: AttachedEvidence; evaluation: Evaluation | undefined; waived: string }) {
  const link = evaluation ? <Link to={pageOf(`evaluations/${evaluation.id}`)}>evaluation</Link> : <RefLink to={item.ref} />;
  if (!evaluation || evaluation.gates.length === 0) {
    return (
      <tr>
        <th scope="row">{item.kind}</th>
        <td colSpan={4} className={layout.says}>{item.says || <span className="quiet">no numbers were recorded</span>}</td>
        <td><Result passed={item.passed} waived={waived} /></td>
        <td>{link}</td>
      </tr>
    );
  }
  return evaluation.gates.map((gate) => (
    <tr key={gate.check}>
      <th scope="row"><span title={gate.says}>{gate.check}</span></th>
      <td className="number"><Num value={gate.value} /></td>
      <td className="number">{isCeiling(gate) ? "≤" : "≥"} <Num value={gate.threshold} /></td>
      <td>{gate.lo === null || gate.hi === null || gate.value === null ? <span className="quiet">none</span> : <GateInterval gate={gate} />}</td>
      <td className="number"><Num value={gate.n} /></td>
      <td><Result passed={gate.passed} waived={waived} verdict={gate.verdict} /></td>
      <td>{link}</td>
    </tr>
  ));
}

function GateInterval({ gate }: { gate: GateResult }) {
  const { lo, value, hi, threshold, check } = gate;
  return (
    <span className={layout.row}>
      <Interval low={lo!} mid={value!} high={hi!} threshold={threshold} goal={isCeiling(gate) ? "down" : "up"} title={check} width={132} />
      <span className="number quiet">
        <Num value={lo} digits={3} /> … <Num value={hi} digits={3} />
      </span>
    </span>
  );
}

/** "brier ≤ 0.2" and the like: the value has to stay below. */
export function isCeiling({ check }: GateResult): boolean {
  return check.includes("≤") && !check.includes("≥");
}

function Result({ passed, waived, verdict }: { passed: boolean | null; waived: string; verdict?: string }) {
  if (passed) return <Status state="ok" word="passed" title={verdict} />;
  if (passed === null) return <Status state="unknown" word="no verdict" />;
  if (waived) return <Status state="warn" word={`waived by ${waived}`} title="the gate was not passed; an approval let the version on" />;
  return <Status state="bad" word={verdict === "can't tell" ? "not shown" : "not passed"} title={verdict} />;
}
