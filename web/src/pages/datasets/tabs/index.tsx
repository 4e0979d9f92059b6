import type { Tab } from "../../../components/Tabs";
import { Empty } from "../../../components/Empty";
import { currentProject, serverUrl } from "../../../api/place";
import { HistoryTab } from "../../models/HistoryTab";
import { sentenceOf } from "../events";
import { LineageTab } from "../../models/version/LineageTab";
import type { DatasetRecords } from "../useDataset";
import { ColumnsTab } from "./ColumnsTab";
import { DiffTab } from "./DiffTab";
import { ExpectationsTab } from "./ExpectationsTab";
import { OverviewTab } from "./OverviewTab";
import { QuarantineTab } from "./QuarantineTab";
import { RowsTab } from "./RowsTab";
import { VersionsTab } from "./VersionsTab";

/** The parts of a dataset's page; only the open one is drawn. */
export function datasetTabs(records: DatasetRecords): Tab[] {
  const { name, info, version, selector } = records;
  const isTable = info.data?.content !== "files";
  const at = version.data;
  const address = at?.ref ?? `dataset:${name}`;
  const needsVersion = (content: React.ReactNode) => (at ? content : <NoVersion name={name} isTable={isTable} />);
  const tabs: Tab[] = [
    { id: "overview", label: "Overview", content: needsVersion(<OverviewTab records={records} />) },
    { id: "versions", label: "Versions", count: info.data?.versions, content: <VersionsTab records={records} /> },
  ];
  if (isTable) tabs.push({ id: "columns", label: "Columns", content: needsVersion(at && <ColumnsTab version={at} records={records} />) });
  tabs.push({ id: "rows", label: isTable ? "Rows" : "Files", content: needsVersion(at && <RowsTab version={at} isTable={isTable} />) });
  if (isTable) tabs.push({ id: "diff", label: "Diff", content: needsVersion(at && <DiffTab version={at} records={records} />) });
  if (isTable) tabs.push({ id: "expectations", label: "Expectations", content: <ExpectationsTab records={records} /> });
  if (isTable) tabs.push({ id: "quarantine", label: "Quarantine", content: <QuarantineTab name={name} /> });
  tabs.push(
    { id: "lineage", label: "Lineage", content: needsVersion(<LineageTab address={address} />) },
    { id: "history", label: "History", content: <HistoryTab address={selector === null ? `dataset:${name}` : address} most={60} say={sentenceOf} /> },
  );
  return tabs;
}

function NoVersion({ name, isTable }: { name: string; isTable: boolean }) {
  return (
    <Empty
      title={`Nothing was committed to ${name} yet. What lands is shown here, column by column and row by row.`}
      lines={[
        "import flyball",
        "",
        `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
        `    ws.dataset("${name}").commit("${isTable ? "january.parquet" : "folder"}", message="January")`,
      ]}
    />
  );
}
