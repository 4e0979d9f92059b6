import type { ReactNode } from "react";
import { useMayNot } from "../../../app/may";
import type { PageAction } from "../../../app/actions";
import { Button } from "../../../components/Button";
import type { MenuItem } from "../../../components/Menu";
import { useOpen } from "../useOpen";
import { pageOf } from "../words";
import { Promote } from "./Promote";
import { RequestApproval } from "./RequestApproval";
import type { Records } from "./steps";

type Act = "" | "request" | "promote";

interface NextStep {
  button: ReactNode;
  menu: MenuItem[];
  actions: PageAction[];
  dialog: ReactNode;
}

/** What can be done with a version now: the one thing as a button, the rest in the menu with the reason why not. */
export function useNextStep(records: Records | null, live: string | null, act: Act, setAct: (act: Act) => void): NextStep {
  const cannotAsk = useMayNot("models.request_approval");
  const cannotPromote = useMayNot("models.promote");
  const goTo = useOpen();
  if (!records) return { button: null, menu: [], actions: [], dialog: null };
  const { version, approvals, evidence } = records;
  const open = approvals.find(({ state }) => state === "open");
  const ready = approvals.find(({ state }) => state === "approved");
  const isChampion = version.aliases.includes("champion");
  const refused = evidence.filter(({ passed }) => passed === false);
  const noAsking =
    cannotAsk ??
    (open ? "A request waits for a decision already" : isChampion ? "It is champion already" : null) ??
    (refused.length ? `Its ${refused.map(({ kind }) => kind).join(", ")} refused: ${refused[0]!.says.split(";")[0]}` : null);
  const noPromoting = cannotPromote ?? (isChampion ? "It is champion already" : null);
  const ask = { id: "ask", label: "Request approval as champion", disabledBecause: noAsking, run: () => setAct("request") };
  const promote = { id: "promote", label: "Make it champion", disabledBecause: noPromoting, run: () => setAct("promote") };
  const read = open && { id: "read", label: "Read the request and decide", run: () => goTo(pageOf(`approvals/${open.id}`)) };
  const actions: PageAction[] = [...(read ? [read] : []), ask, promote];
  const first: PageAction | null = read ?? (ready ? promote : isChampion ? null : ask);
  return {
    actions,
    menu: actions.map(({ label, run, disabledBecause }) => ({ label, onSelect: run, disabledBecause })),
    button: first ? (
      <Button kind="primary" onClick={first.run} disabledBecause={first.disabledBecause}>
        {first.label}
      </Button>
    ) : null,
    dialog:
      act === "request" ? <RequestApproval version={version} live={live} onClose={() => setAct("")} />
      : act === "promote" ? <Promote version={version} onClose={() => setAct("")} />
      : null,
  };
}
