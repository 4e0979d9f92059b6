import { PencilLine } from "lucide-react";
import type { CharterVersion } from "../../api/operations";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { useMayNot } from "../../app/may";
import { useActions } from "../../app/actions";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { Skeleton } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { Day } from "../govern/Day";
import layout from "../govern/layout.module.css";
import { PageHead } from "../govern/PageHead";
import { personOf } from "../govern/words";
import { CharterForm } from "./CharterForm";
import { CharterHistory } from "./CharterHistory";
import { CharterText } from "./CharterText";

/** What the project is for: read, changed as a new version, with every version there was. */
export default function CharterPage() {
  const history = useCall("charter.history", { limit: 100 }); // newest first; none is no error
  const mayNot = useMayNot("charter.set");
  const [isEditing, setEditing] = useUrlState("edit", false);
  const [tab, setTab] = useUrlState("tab", "text");
  const found = history.data?.[0];
  const isMissing = history.data?.length === 0;
  const start = () => setEditing(true, { push: true });
  useActions([{ id: "edit", label: isMissing ? "Write the charter" : "Edit the charter", run: start, disabledBecause: mayNot }]);
  const edit = <Button kind={isMissing ? "primary" : "plain"} icon={<PencilLine size={14} aria-hidden />} disabledBecause={mayNot} onClick={start}>{isMissing ? "Write the charter" : "Edit as a new version"}</Button>;
  return (
    <div className={layout.page}>
      <PageHead title="Charter" lead={found ? <Lead charter={found} /> : undefined} calls={[{ id: "charter.get", params: {} }, { id: "charter.history", params: {} }]}>
        {isEditing || isMissing ? null : edit}
      </PageHead>
      {history.error ? <ErrorNote error={history.error} retry={() => void history.refetch()} /> : null}
      {history.isPending ? <Skeleton lines={12} /> : null}
      {isEditing && (found || isMissing) ? (
        <CharterForm body={found?.body} version={found?.version ?? 0} onDone={() => setEditing(false, { push: true })} />
      ) : isMissing ? (
        <Empty title={`What ${currentProject()} is for stands here: the decision its models support, the KPI they are judged by, and what may not get worse.`} action={edit} />
      ) : found ? (
        <Tabs
          label="Parts of the charter"
          value={tab}
          onChange={(id) => setTab(id, { push: true })}
          tabs={[
            { id: "text", label: "In force", content: <CharterText body={found.body} /> },
            { id: "history", label: "History", ...(history.data && { count: history.data.length }), content: <CharterHistory query={history} /> },
          ]}
        />
      ) : null}
    </div>
  );
}

function Lead({ charter }: { charter: CharterVersion }) {
  return (
    <>
      version {charter.version} of {personOf(charter.created_by)}, in force since <Day at={charter.created_at} />
    </>
  );
}
