import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useActions } from "../../app/actions";
import { useShortcut } from "../../app/keyboard";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import { ErrorNote } from "../../components/ErrorNote";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Time } from "../../components/Time";
import { History } from "../monitor/History";
import layout from "../monitor/layout.module.css";
import { selectorOf } from "../monitor/marks";
import { CyclesTable } from "./CyclesTable";
import { Decisions } from "./Decisions";
import { Gauges } from "./Gauges";
import { Governor } from "./Governor";
import { PolicyTab } from "./PolicyTab";
import { useLoop } from "./useLoop";
import { useLoopActions } from "./useLoopActions";
import { outcomeOf, stateOfLoop } from "./words";

const STEP = 60;

/** A loop: where it stands, what it may still do, what it decided and why. */
export default function LoopPage() {
  const { name = "" } = useParams({ strict: false }) as { name?: string };
  const [count, setCount] = useState(STEP);
  const view = useLoop(name, count + 1);
  const { loop, cycles, decisions, active, numbers } = view;
  const { pause, start, reset, isBusy, error, dialogs } = useLoopActions(view);
  useActions([pause, start, reset]);
  useShortcut("p", `${pause.label} the loop`, pause.run, "This page", !pause.disabledBecause);
  useShortcut("n", "Start a cycle by hand", start.run, "This page", !start.disabledBecause);
  useShortcut("b", "Reset the breaker", reset.run, "This page", !reset.disabledBecause);
  const last = cycles.data?.[0];
  const live = cycles.data?.find(({ outcome }) => outcome === "promoted");
  return (
    <div className={layout.detail}>
      <DetailPage
        kind="loop"
        title={name}
        address={`loop:${name}`}
        query={loop}
        chips={loop.data ? [{ label: `v${loop.data.version}` }, ...(loop.data.policy.approval === "policy" ? [{ label: "approved by policy" }] : [])] : []}
        {...(loop.data && { status: stateOfLoop(loop.data, active) })}
        action={
          <span className={layout.row}>
            <Button shortcut="p" isBusy={isBusy} disabledBecause={pause.disabledBecause ?? null} onClick={pause.run}>{pause.label}</Button>
            <Button kind="primary" shortcut="n" disabledBecause={start.disabledBecause ?? null} onClick={start.run}>Start a cycle</Button>
          </span>
        }
        facts={
          loop.data
            ? [
                { label: "Deployment", value: <RefLink to={`deployment:${loop.data.policy.deployment}`} /> },
                { label: "Monitor", value: loop.data.policy.monitor ? <RefLink to={`monitor:${loop.data.policy.monitor}`} /> : null },
                { label: "Cycles", value: cycles.data ? `${cycles.data.length}, ${cycles.data.filter(({ outcome }) => outcome === "promoted").length} promoted` : null },
                { label: "Last cycle", value: last ? `${outcomeOf(last).word}` : "none yet" },
                { label: "Last promotion", value: live?.challenger ? <>{selectorOf(live.challenger)} <Time at={live.ended_at} /></> : null },
                { label: "Changed", value: <Time at={loop.data.updated_at} /> },
              ]
            : []
        }
        tabs={[
          {
            id: "overview",
            label: "Overview",
            content: (
              <div className={layout.stack}>
                <Governor view={view} />
                <Panel title="What is left" query={cycles} height={80}>
                  <Gauges view={view} reset={reset} />
                </Panel>
                <Panel title="Decisions" note="newest first" query={decisions} lines={8}>
                  {(made) => <Decisions loop={name} decisions={made.slice(0, count)} numbers={numbers} isLoading={decisions.isFetching} onOlder={made.length > count ? () => setCount(Math.min(999, count + 2 * STEP)) : undefined} />}
                </Panel>
              </div>
            ),
          },
          { id: "cycles", label: "Cycles", count: cycles.data?.length, content: <CyclesTable view={view} /> },
          { id: "policy", label: "Policy", content: loop.data ? <PolicyTab loop={loop.data} /> : null },
          { id: "history", label: "History", content: <History address={`loop:${name}`} /> },
        ]}
        api={[
          { id: "loops.get", params: { name } },
          { id: "loops.list_decisions", params: { name, limit: STEP } },
          { id: "loops.list_cycles", params: { name, limit: 200 } },
          { id: "loops.set_state", params: { name, is_paused: true, reason: "holidays" } },
        ]}
      >
        {error ? <ErrorNote error={error} /> : null}
      </DetailPage>
      {dialogs}
    </div>
  );
}
