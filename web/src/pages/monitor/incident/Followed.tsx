import type { Incident } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { Link } from "../../../components/Link";
import { Panel } from "../../../components/Panel";
import { Time } from "../../../components/Time";
import layout from "../layout.module.css";
import { selectorOf } from "../marks";
import { here } from "../useGo";

/** What the loop did about it: the cycles that were started while it was open. */
export function Followed({ incident }: { incident: Incident }) {
  const loops = useCall("loops.list_loops", {});
  const loop = loops.data?.find(({ policy }) => policy.deployment === incident.deployment);
  const cycles = useCall("loops.list_cycles", { name: loop?.name ?? "", limit: 200 }, { enabled: loop !== undefined });
  const isTrigger = loop?.policy.triggers.incidents.includes(incident.kind) ?? false;
  const until = incident.closed_at ? Date.parse(incident.closed_at) : Number.POSITIVE_INFINITY;
  const mine = (cycles.data ?? []).filter(({ opened_at: at, cause }) => Date.parse(at) >= Date.parse(incident.opened_at) && Date.parse(at) < until && cause.includes(`open ${incident.kind} incident`));
  return (
    <Panel<unknown> title="What followed" query={loop ? cycles : loops}>
      {!loop ? (
        <p className={layout.says}>No loop retrains for {incident.deployment}.</p>
      ) : mine.length ? (
        <ul className={layout.stack}>
          {mine.map((cycle) => (
            <li key={cycle.id}>
              <Link to={here(`loops/${loop.name}/cycles/${cycle.id}`)}>Cycle {cycle.number}</Link> started <Time at={cycle.opened_at} />: {selectorOf(cycle.challenger)} was {(cycle.outcome ?? `in ${cycle.stage}`).replace("_", " ")}.
            </li>
          ))}
        </ul>
      ) : (
        <p className={layout.says}>
          <Link to={here(`loops/${loop.name}`)}>{loop.name}</Link> {isTrigger ? "started no cycle because of it." : `does not retrain because of ${incident.kind} incidents.`}
        </p>
      )}
    </Panel>
  );
}
