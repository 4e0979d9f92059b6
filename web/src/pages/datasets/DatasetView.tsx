import { useState } from "react";
import { useActions } from "../../app/actions";
import { useShortcut } from "../../app/keyboard";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import type { StatusProps } from "../../components/Status";
import { Time } from "../../components/Time";
import { formatBytes } from "../../format/bytes";
import { counted, formatCount } from "../../format/number";
import layout from "../models/layout.module.css";
import { useOpen } from "../models/useOpen";
import { dataPath } from "./paths";
import { TagDialog } from "./TagDialog";
import { datasetTabs } from "./tabs";
import { useDataset } from "./useDataset";
import { suiteStatus, verdictStatus } from "./words";

/** A dataset at one version: what landed and what was refused, its columns, rows, changes, and where it comes from. */
export function DatasetView({ name, selector }: { name: string; selector: string | null }) {
  const records = useDataset(name, selector);
  const { info, landings } = records;
  const version = records.version.data;
  const [isTagging, setTagging] = useState(false);
  const mayNotTag = useMayNot("datasets.tag");
  const goTo = useOpen();
  const { n } = records;
  const newest = info.data?.versions ?? 0;
  const parent = version?.parent ?? null;
  const cannotCompare = parent === null ? "There is no version before this one" : null;
  const cannotTag = mayNotTag ?? (n === null ? "There is no version yet" : null);
  const compare = () => goTo(`${dataPath(name, selector)}?tab=diff`);
  const sibling = (by: number) => n !== null && goTo(dataPath(name, n + by) + location.search);
  useShortcut("[", "The version before", () => sibling(-1), "This page", n !== null && n > 1);
  useShortcut("]", "The version after", () => sibling(1), "This page", n !== null && n < newest);
  useActions([
    { id: "compare", label: `Compare to version ${parent ?? "before"}`, run: compare, disabledBecause: cannotCompare },
    { id: "tag", label: `Tag version ${n ?? ""}`, run: () => setTagging(true), disabledBecause: cannotTag },
    ...(selector === null ? [] : [{ id: "head", label: `Open ${name} as it stands now`, run: () => goTo(dataPath(name)) }]),
  ]);
  const title = selector === null ? name : `${name} version ${n ?? selector}`;
  const address = selector === null ? `dataset:${name}` : (version?.ref ?? `dataset:${name}@${selector}`);
  return (
    <div className={layout.page}>
      <DetailPage
        kind="dataset"
        title={title}
        address={address}
        query={records.isEmpty || !info.data ? info : records.version}
        chips={selector === null ? [{ label: "main", value: n === null ? "no version yet" : `@${n}`, ...(n !== null && { to: dataPath(name, n) }), tone: "accent" as const }] : [{ label: name, to: dataPath(name) }]}
        {...withStatus(statusOf(records))}
        action={<Button onClick={compare} disabledBecause={cannotCompare}>{parent === null ? "Compare to the version before" : `Compare to version ${parent}`}</Button>}
        menu={[{ label: `Tag version ${n ?? ""}…`, onSelect: () => setTagging(true), disabledBecause: cannotTag }]}
        facts={[
          { label: info.data?.content === "files" ? "Files" : "Rows", value: version ? formatCount(version.rows) : null, to: `${dataPath(name, selector)}?tab=rows` },
          { label: "Size", value: version ? formatBytes(version.size_bytes) : null },
          { label: selector === null ? "Last commit" : "Committed", value: version ? <Time at={version.at} /> : null, ...(version && { to: dataPath(name, version.n) }) },
          { label: "Versions", value: info.data ? counted(newest, "version") : null, to: `${dataPath(name, selector)}?tab=versions` },
          { label: "Key", value: info.data ? info.data.key.join(", ") || "none: a bag of rows" : null },
          { label: "Refused", value: records.reports.data ? counted(landings.filter(({ report }) => report?.verdict === "blocked").length, "landing") : null, to: `${dataPath(name, selector)}?tab=expectations` },
        ]}
        tabs={info.data ? datasetTabs(records) : []}
        api={[
          { id: "datasets.get", params: { name } },
          { id: "datasets.get_version", params: { name, version: selector ?? "main" } },
          { id: "datasets.list_versions", params: { name, limit: 200 } },
          { id: "datasets.rows", params: { name, version: selector ?? "main", limit: 50 } },
          { id: "datasets.profile", params: { name, version: selector ?? "main" } },
          { id: "datasets.list_validations", params: { name, limit: 200 } },
        ]}
      />
      {isTagging && n !== null ? <TagDialog name={name} version={n} onClose={() => setTagging(false)} /> : null}
    </div>
  );
}

/** Of the dataset: how its last landing ended. Of a version: what was found when it landed. */
function statusOf({ landings, selector, version }: ReturnType<typeof useDataset>): StatusProps | undefined {
  const own = selector === null ? landings[0] : landings.find((landing) => landing.version?.n === version.data?.n);
  if (!own) return undefined;
  if (own.report) return verdictStatus(own.report.verdict, own.report.suite_version);
  return own.version ? suiteStatus(own.version.suite_status) : undefined;
}

const withStatus = (status: StatusProps | undefined) => (status ? { status } : {});
