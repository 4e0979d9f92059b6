import type { Incident } from "../../../api/operations";
import { Button } from "../../../components/Button";
import { Drawer } from "../../../components/Drawer";
import { ErrorNote } from "../../../components/ErrorNote";
import { Facts } from "../../../components/Facts";
import { RefLink } from "../../../components/RefLink";
import { Status } from "../../../components/Status";
import { Time } from "../../../components/Time";
import { ADVICE, incidentState, nameOf, sentenceOf, SEVERITY } from "../incidentWords";
import layout from "../layout.module.css";
import { here } from "../useGo";
import { useIncidentActions } from "./useIncidentActions";

/** An incident beside the list: what it is, and the two things one does with it. */
export function IncidentDrawer({ incident, onClose }: { incident: Incident | null; onClose: () => void }) {
  return (
    <Drawer
      isOpen={incident !== null} onClose={onClose} title={incident ? nameOf(incident) : ""} chips={incident ? <Status {...incidentState(incident)} isTinted /> : undefined}
      {...(incident && { to: here(`incidents/${incident.id}`) })}
    >
      {incident ? <Inside incident={incident} /> : null}
    </Drawer>
  );
}

function Inside({ incident }: { incident: Incident }) {
  const { acknowledge, close, isBusy, error, dialog } = useIncidentActions(incident);
  return (
    <div className={layout.stack}>
      <p className={layout.sentence}>{sentenceOf(incident)}</p>
      <p className={layout.says}>{incident.says}</p>
      <p className={layout.note}>{ADVICE[incident.kind]}</p>
      <div className={layout.row}>
        <Button kind="primary" isBusy={isBusy} {...because(acknowledge)} onClick={acknowledge.run}>{acknowledge.label}</Button>
        <Button {...because(close)} onClick={close.run}>{close.label}</Button>
      </div>
      {error ? <ErrorNote error={error} /> : null}
      <Facts
        isStacked
        items={[
          { label: "Severity", value: <Status {...SEVERITY[incident.severity]} /> },
          { label: "Deployment", value: <RefLink to={`deployment:${incident.deployment}`} /> },
          { label: "Opened", value: <Time at={incident.opened_at} isAbsolute /> },
          { label: "Last seen", value: <Time at={incident.seen_at} isAbsolute /> },
          { label: "Closed", value: incident.closed_at ? <Time at={incident.closed_at} isAbsolute /> : null },
        ]}
      />
      {dialog}
    </div>
  );
}

const because = ({ disabledBecause }: { disabledBecause?: string | null | false }) => (disabledBecause ? { disabledBecause } : {});
