import type { UseQueryResult } from "@tanstack/react-query";
import type { ApiError } from "../../../api/errors";
import type { Artifact } from "../../../api/operations";
import { useUrlState } from "../../../app/urlState";
import { Panel } from "../../../components/Panel";
import { formatBytes } from "../../../format/bytes";
import { ArtifactList } from "../ArtifactList";
import page from "../RunPage.module.css";
import { Preview } from "./Preview";

/** A run's files; the open one beside the list. */
export function FilesTab({ run, query }: { run: string; query: UseQueryResult<Artifact[], ApiError> }) {
  const [path, setPath] = useUrlState("file", "");
  const open = query.data?.find((file) => file.path === path);
  const size = (query.data ?? []).reduce((sum, file) => sum + file.size_bytes, 0);
  return (
    <div className={open ? page.columns : page.column}>
      <Panel title="Files" note={query.data?.length ? `${formatBytes(size)} in all` : undefined} query={query}>
        {(files) => <ArtifactList run={run} artifacts={files} onPreview={setPath} shown={path} />}
      </Panel>
      {open ? <Preview run={run} file={open} onClose={() => setPath("")} /> : null}
    </div>
  );
}
