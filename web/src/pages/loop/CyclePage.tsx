import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useCall } from "../../api/queries";
import { useActions } from "../../app/actions";
import { useShortcut } from "../../app/keyboard";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Stepper } from "../../components/Stepper";
import { Time } from "../../components/Time";
import { formatDuration } from "../../format/time";
import { History } from "../monitor/History";
import layout from "../monitor/layout.module.css";
import { here, useGo } from "../monitor/useGo";
import { CanarySteps } from "./CanarySteps";
import { Decisions } from "./Decisions";
import { EndCycle } from "./EndCycle";
import { stepsOf } from "./steps";
import { Verdicts } from "./Verdicts";
import { outcomeOf } from "./words";

const HAS_TRAFFIC = new Set<string>(["canary", "probation"]);

/** One turn of the loop, from its cause to its outcome. */
export default function CyclePage() {
  const { name = "", cycle: id = "" } = useParams({ strict: false }) as { name?: string; cycle?: string };
  const query = useCall("loops.get_cycle", { cycle_id: id });
  const cycle = query.data;
  const made = useCall("loops.list_decisions", { name, cycle: id, limit: 1000 });
  const loop = useCall("loops.get", { name });
  const all = useCall("loops.list_cycles", { name, limit: 200 });
  const [isEnding, setEnding] = useState(false);
  const mayNot = useMayNot("loops.close_cycle");
  const go = useGo();
  const place = all.data?.findIndex((one) => one.id === id) ?? -1;
  const beside = (by: number) => () => {
    const other = place < 0 ? undefined : all.data?.[place + by];
    if (other) go(`loops/${name}/cycles/${other.id}`);
  };
  useShortcut("[", "Newer cycle", beside(-1));
  useShortcut("]", "Older cycle", beside(1));
  const cannotEnd = mayNot ?? (!cycle ? "It is not loaded yet" : cycle.outcome ? "The cycle has ended" : HAS_TRAFFIC.has(cycle.stage) ? "Its challenger has traffic: roll the deployment back first" : null);
  useActions([{ id: "end", label: "End the cycle", shortcut: "e", run: () => setEnding(true), disabledBecause: cannotEnd }]);
  useShortcut("e", "End the cycle", () => setEnding(true), "This page", !cannotEnd);
  const decisions = made.data ?? [];
  const took = cycle ? ((cycle.ended_at ? Date.parse(cycle.ended_at) : Date.parse(cycle.stage_at)) - Date.parse(cycle.opened_at)) / 1000 : null;
  return (
    <div className={layout.detail}>
      <DetailPage
        kind="cycle"
        title={cycle ? `Cycle ${cycle.number} of ${name}` : "Cycle"}
        address={`cycle:${id}`}
        query={query}
        {...(cycle && { status: outcomeOf(cycle) })}
        action={<Button shortcut="e" disabledBecause={cannotEnd} onClick={() => setEnding(true)}>End the cycle</Button>}
        facts={
          cycle
            ? [
                { label: "Loop", value: <><RefLink to={`loop:${name}`} /> <span className="quiet">policy {cycle.loop_version}</span></> },
                { label: "Champion", value: cycle.champion ? <RefLink to={cycle.champion} /> : null },
                { label: "Challenger", value: cycle.challenger ? <RefLink to={cycle.challenger} /> : null },
                { label: "Run", value: cycle.run ? <RefLink to={`run:${cycle.run}`} /> : null },
                { label: "Approval", value: cycle.approval ? <RefLink to={`approval:${cycle.approval}`} /> : null },
                { label: "Started", value: <Time at={cycle.opened_at} /> },
                { label: "Took", value: formatDuration(took) },
              ]
            : []
        }
        tabs={[
          {
            id: "overview",
            label: "Overview",
            content: cycle ? (
              <div className={layout.stack}>
                <p className={layout.sentence}>
                  Started because of: {cycle.cause.replaceAll("model:", "")}. {cycle.outcome ? `Ended as ${outcomeOf(cycle).word}: ${cycle.reason}.` : ""}
                </p>
                <Panel title="Gates" note="on rows that neither version was trained on" isFlush>
                  <Verdicts verdicts={cycle.verdicts} />
                </Panel>
                <CanarySteps decisions={decisions} rollout={loop.data?.policy.rollout} />
                <Panel title="Decisions" note="newest first" query={made}>
                  {(found) => <Decisions loop={name} decisions={found} numbers={new Map([[id, cycle.number]])} isPlain />}
                </Panel>
              </div>
            ) : null,
          },
          { id: "history", label: "History", content: <History address={`cycle:${id}`} /> },
        ]}
        footer={<Link to={here(`why/cycle:${id}`)}>Why, down to the rows</Link>}
        api={[
          { id: "loops.get_cycle", params: { cycle_id: id } },
          { id: "loops.list_decisions", params: { name, cycle: id, limit: 1000 } },
        ]}
      >
        {cycle ? <Stepper steps={stepsOf(cycle, decisions)} label="Stages of the cycle" /> : null}
      </DetailPage>
      {cycle ? <EndCycle cycle={cycle} isOpen={isEnding} onClose={() => setEnding(false)} /> : null}
    </div>
  );
}
