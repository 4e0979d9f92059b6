import { Panel } from "../../components/Panel";
import { Shape } from "../../components/Status";
import layout from "../govern/layout.module.css";
import { ROLES, SAYS, VERBS } from "./roles";

/** What each role may do; nobody votes on what they asked for themselves, whatever their role. */
export function RolesTab() {
  return (
    <Panel title="What roles may" note="nobody votes on their own request, and nobody gives a role they do not hold" isFlush>
      <div className={layout.sideways}>
        <table className={layout.table}>
          <thead>
            <tr>
              <th scope="col">May</th>
              {ROLES.map((role) => <th key={role} scope="col">{role}</th>)}
            </tr>
          </thead>
          <tbody>
            {Object.entries(SAYS).map(([verb, says]) => (
              <tr key={verb}>
                <td><strong>{verb}</strong> <span className="quiet">{says}</span></td>
                {ROLES.map((role) => <td key={role}>{VERBS[role].includes(verb) ? <><Shape state="ok" /> yes</> : <span className="quiet">no</span>}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
