import { useQuery } from "@tanstack/react-query";
import { call } from "../../../api/call";
import type { ApiError } from "../../../api/errors";
import type { RunInfo } from "../../../api/operations";
import { currentProject } from "../../../api/place";
import { Code } from "../../../components/Code";
import { Digest } from "../../../components/Digest";
import { Facts } from "../../../components/Facts";
import { Panel } from "../../../components/Panel";
import page from "../RunPage.module.css";
import { CodeFiles } from "./CodeFiles";
import { EnvironmentPanel } from "./EnvironmentPanel";
import { ReproducePanel } from "./ReproducePanel";

/** What ran, where, and how to run it again. */
export function CodeTab({ run }: { run: RunInfo }) {
  const { session } = run;
  const source = session?.source;
  return (
    <div className={page.columns}>
      <div className={page.column}>
        <Panel title="Working tree" note={source ? (source.is_dirty ? "with changes that were not committed" : "as committed") : undefined}>
          {source ? (
            <Facts isStacked items={[
              { label: "Commit", value: <Digest value={source.commit} label="commit" /> },
              { label: "Branch", value: source.branch || "–" },
              { label: "Not tracked", value: source.untracked.length ? source.untracked.join(", ") : "nothing" },
            ]} />
          ) : <p className="quiet">The run was not started inside a git repository.</p>}
        </Panel>
        {source?.diff ? <DiffPanel digest={source.diff} isCut={source.is_diff_cut} /> : null}
        {session?.code ? <CodeFiles digest={session.code} /> : null}
      </div>
      <div className={page.column}>
        <ReproducePanel run={run} />
        <Panel title="Command">
          {session ? <Code text={session.arguments.join(" ") || "–"} language="bash" label="Command line" isWrapped /> : <p className="quiet">Nothing was captured.</p>}
          {session?.host ? <p className="quiet">on {session.host}</p> : null}
        </Panel>
        {session?.environment ? <EnvironmentPanel digest={session.environment} /> : null}
      </div>
    </div>
  );
}

/** The text of a stored object, which never changes. */
export function useText(digest: string) {
  return useQuery<string, ApiError>({
    queryKey: [currentProject(), "blobs", digest],
    queryFn: async ({ signal }) => (await call("blobs.get", { digest }, { signal })).text(),
    staleTime: Infinity,
  });
}

function DiffPanel({ digest, isCut }: { digest: string; isCut: boolean }) {
  const text = useText(digest);
  return (
    <Panel title="Changes that were not committed" note={isCut ? "the beginning; the whole was too long to keep" : undefined} query={text}>
      {(diff) => <Code text={diff} label="Changes that were not committed" maxHeight={480} hasLineNumbers />}
    </Panel>
  );
}
