import { useQueries } from "@tanstack/react-query";
import { serverUrl, currentProject } from "../../api/place";
import { callOptions } from "../../api/queries";
import { Empty } from "../../components/Empty";
import { counted } from "../../format/number";
import { conditionsOf } from "./conditions";
import styles from "./runs.module.css";

/** Why there is nothing: no runs yet, or a filter that leaves none, with what each of its conditions finds. */
export function EmptyRuns({ filter, isRefused }: { filter: string; isRefused: boolean }) {
  if (isRefused) return <p className="quiet">The filter above cannot be read, so there is nothing to show.</p>;
  if (filter) return <EmptyByFilter filter={filter} />;
  return (
    <Empty
      title="Runs appear here with their params, metrics and files as soon as one is recorded."
      lines={[
        "import flyball",
        "",
        `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
        '    with ws.run("first-steps", params={"lr": 0.1}) as run:',
        '        run.log({"loss": 0.25}, step=1)',
      ]}
    />
  );
}

function EmptyByFilter({ filter }: { filter: string }) {
  const parts = conditionsOf(filter);
  const counts = useQueries({ queries: parts.map((part) => callOptions("runs.search", { filter: part, limit: 1 })) });
  return (
    <Empty title="No run meets all of the filter. Alone, each condition finds:">
      <ul className={styles.conditions}>
        {parts.map((part, at) => (
          <li key={part}>
            <span className={styles.count}>{counts[at]?.data ? counted(counts[at].data.total ?? 0, "run") : "…"}</span>
            <code className="name">{part}</code>
          </li>
        ))}
      </ul>
    </Empty>
  );
}
