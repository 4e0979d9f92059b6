import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Tabs } from "../../components/Tabs";
import layout from "../govern/layout.module.css";
import { PageHead } from "../govern/PageHead";
import { personOf } from "../govern/words";
import { PeopleTab } from "./PeopleTab";
import { RolesTab } from "./RolesTab";
import { TokensTab } from "./TokensTab";

/** Who may do what here, and with which credentials. */
export default function AccessPage() {
  const [tab, setTab] = useUrlState("tab", "people");
  const me = useCall("access.whoami", {});
  const lead = me.data ? `you are ${personOf(me.data.principal)}: ${me.data.roles.join(", ") || "no role"} in ${me.data.project}` : undefined;
  return (
    <div className={layout.page}>
      <PageHead title="Access" lead={lead} calls={[{ id: "access.list_principals", params: {} }, { id: "access.list_grants", params: {} }, { id: "access.list_tokens", params: {} }]} />
      <Tabs
        label="Parts of access"
        value={tab}
        onChange={(id) => setTab(id, { push: true })}
        tabs={[
          { id: "people", label: "People and programs", content: <PeopleTab /> },
          { id: "tokens", label: "Tokens", content: <TokensTab /> },
          { id: "roles", label: "What roles may", content: <RolesTab /> },
        ]}
      />
    </div>
  );
}
