import { type ReactNode, useState } from "react";
import type { Incident } from "../../../api/operations";
import { useChange } from "../../../api/queries";
import { useMayNot } from "../../../app/may";
import type { PageAction } from "../../../app/actions";
import { CloseIncident } from "./CloseIncident";

interface IncidentActions {
  acknowledge: PageAction;
  close: PageAction;
  isBusy: boolean;
  error: unknown;
  /** Has to stand somewhere on the page. */
  dialog: ReactNode;
}

/** What a person can do about an incident, and why not when not. */
export function useIncidentActions(incident: Incident | undefined): IncidentActions {
  const [isClosing, setClosing] = useState(false);
  const acknowledge = useChange("incidents.acknowledge", ["monitors", "audit"]);
  const mayNot = useMayNot("incidents.acknowledge");
  const isOver = incident?.state === "closed" && "The incident is closed";
  const isTaken = incident?.state === "acknowledged" && `${incident.acknowledged_by ?? "Somebody"} looks after it already`;
  return {
    acknowledge: {
      id: "acknowledge", label: "Acknowledge", shortcut: "a", disabledBecause: mayNot ?? (isOver || isTaken || (!incident && "It is not loaded yet")),
      run: () => incident && acknowledge.mutate({ incident_id: incident.id }),
    },
    close: { id: "close", label: "Close with a reason", shortcut: "e", disabledBecause: mayNot ?? (isOver || (!incident && "It is not loaded yet")), run: () => setClosing(true) },
    isBusy: acknowledge.isPending,
    error: acknowledge.error,
    dialog: incident ? <CloseIncident incident={incident} isOpen={isClosing} onClose={() => setClosing(false)} /> : null,
  };
}
