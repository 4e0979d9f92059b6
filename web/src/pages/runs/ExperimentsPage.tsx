import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { pathOf } from "../../app/routes";
import { useTitle } from "../../app/title";
import { Empty } from "../../components/Empty";
import { Table, type Column } from "../../components/Table";
import type { Experiment } from "../../api/operations";
import { quoted } from "./fields";
import styles from "./runs.module.css";
import { useGo } from "./useGo";

const COLUMNS: Column<Experiment>[] = [
  { id: "name", header: "Experiment", width: 300, value: (row) => row.name },
  { id: "run_count", header: "Runs", align: "end", width: 100, value: (row) => row.run_count },
  { id: "created_at", header: "Created", width: 160, value: (row) => new Date(row.created_at) },
];

/** All experiments: each a question, with the runs that tried to answer it. */
export default function ExperimentsPage() {
  useTitle("Experiments");
  const experiments = useCall("runs.experiments", {});
  const go = useGo();
  return (
    <div className={styles.page}>
      <header className={styles.top}><h1>Experiments</h1></header>
      <div className={styles.body}>
        <Table label="Experiments" noun="experiment" fit="fill" isMain columns={COLUMNS} rows={experiments.data} error={experiments.error} rowKey={(row) => row.name}
          onOpen={(row) => go(experimentPath(row.name))}
          empty={<Empty title="An experiment appears with its first run." lines={['with ws.run("first-steps", params={"lr": 0.1}) as run:', '    run.log({"loss": 0.25}, step=1)']} />} />
      </div>
    </div>
  );
}

/** The runs of an experiment: the table of runs, filtered. */
export function experimentPath(name: string): string {
  return `${pathOf(currentProject(), "runs")}?filter=${encodeURIComponent(`experiment = ${quoted(name)}`)}`;
}
