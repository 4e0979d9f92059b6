import { useMemo } from "react";
import { useCall } from "../../api/queries";
import { type Landing, landingsOf } from "./landings";

const WINDOW = 200;
const NO_LANDINGS: Landing[] = [];

export type DatasetRecords = ReturnType<typeof useDataset>;

/** All that is shown of a dataset at one version: main's head when none is named. */
export function useDataset(name: string, selector: string | null) {
  const info = useCall("datasets.get", { name });
  const isThere = info.data !== undefined;
  const isEmpty = selector === null && info.data?.head === null;
  const version = useCall("datasets.get_version", { name, version: selector ?? "main" }, { enabled: isThere && !isEmpty, keep: true });
  const versions = useCall("datasets.list_versions", { name, limit: WINDOW }, { enabled: isThere });
  const reports = useCall("datasets.list_validations", { name, limit: WINDOW }, { enabled: isThere });
  const landings = useMemo(
    () => (versions.data && reports.data ? landingsOf(versions.data, reports.data) : NO_LANDINGS),
    [versions.data, reports.data],
  );
  return { name, selector, info, version, versions, reports, landings, isEmpty, n: version.data?.n ?? null };
}
