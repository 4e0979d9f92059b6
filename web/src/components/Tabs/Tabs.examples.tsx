import { useState } from "react";
import { Tabs } from "./Tabs";

function Example() {
  const [tab, setTab] = useState("overview");
  return <Tabs label="Parts" value={tab} onChange={setTab} tabs={["overview", "lineage", "history", "files"].map((id, at) => ({ id, label: id, count: at > 1 ? at * 7 : undefined, content: `What stands under ${id}.` }))} />;
}

export const examples = [{ title: "One of several", element: <Example /> }];
