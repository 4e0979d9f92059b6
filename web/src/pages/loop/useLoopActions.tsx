import { type ReactNode, useState } from "react";
import type { PageAction } from "../../app/actions";
import { useMayNot } from "../../app/may";
import { useChange } from "../../api/queries";
import { useSetUrl, useUrlState } from "../../app/urlState";
import { announce } from "../../components/announce";
import { ResetBreaker } from "./ResetBreaker";
import { StartCycle } from "./StartCycle";
import type { LoopView } from "./useLoop";

interface LoopActions {
  pause: PageAction;
  start: PageAction;
  reset: PageAction;
  isBusy: boolean;
  error: unknown;
  dialogs: ReactNode;
}

/** Pause, start by hand, reset the breaker: what a person may do to a loop, and why not when not. */
export function useLoopActions({ loop, active }: LoopView): LoopActions {
  const data = loop.data;
  const [isResetting, setResetting] = useState(false);
  const [isStarting, setStarting] = useUrlState("start", false);
  const [cause] = useUrlState("cause", "");
  const setUrl = useSetUrl();
  const mayNot = useMayNot("loops.set_state");
  const state = useChange("loops.set_state", ["audit"]);
  const isPaused = data?.state === "paused";
  const notYet = !data && "It is not loaded yet";
  const toggle = () => data && state.mutate({ name: data.name, is_paused: !isPaused }, { onSuccess: () => announce(isPaused ? "The loop goes on" : "The loop is paused") });
  return {
    pause: { id: "pause", label: isPaused ? "Resume" : "Pause", shortcut: "p", run: toggle, disabledBecause: mayNot ?? notYet },
    start: {
      id: "start", label: "Start a cycle", shortcut: "n", run: () => setStarting(true, { push: true }),
      disabledBecause: mayNot ?? (notYet || (active && `Cycle ${active.number} is running; one at a time`) || null),
    },
    reset: { id: "reset", label: "Reset the breaker", shortcut: "b", run: () => setResetting(true), disabledBecause: mayNot ?? (notYet || (data?.breaker === null && "The breaker is closed")) },
    isBusy: state.isPending,
    error: state.error,
    dialogs: data ? (
      <>
        <ResetBreaker loop={data} isOpen={isResetting} onClose={() => setResetting(false)} />
        <StartCycle loop={data} suggested={cause} isOpen={isStarting && !mayNot && !active} onClose={() => setUrl({ start: null, cause: null })} />
      </>
    ) : null,
  };
}
