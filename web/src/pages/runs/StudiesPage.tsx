import { useMemo } from "react";
import { serverUrl, currentProject } from "../../api/place";
import type { Study } from "../../api/operations";
import { pathOf } from "../../app/routes";
import { useTitle } from "../../app/title";
import { Empty } from "../../components/Empty";
import { operationSource, Table, type Column } from "../../components/Table";
import styles from "./runs.module.css";
import { settingText } from "./study/settings";
import { useGo } from "./useGo";

const COLUMNS: Column<Study>[] = [
  { id: "name", header: "Study", width: 220, value: (row) => row.name, sortable: false },
  { id: "direction", header: "Looks for", width: 110, value: (row) => (row.direction === "maximize" ? "the highest" : "the lowest"), sortable: false },
  { id: "best", header: "Best", align: "end", width: 100, value: (row) => row.best?.value, sortable: false },
  { id: "complete", header: "Complete", align: "end", width: 90, value: (row) => row.complete_count, sortable: false },
  { id: "trials", header: "Trials", align: "end", width: 80, value: (row) => row.trial_count, sortable: false },
  { id: "setting", header: "Best setting", width: 320, value: (row) => row.best && settingText(row.best.params), sortable: false },
  { id: "owner", header: "Owner", width: 120, value: (row) => row.owner, sortable: false },
  { id: "created", header: "Created", width: 120, value: (row) => new Date(row.created_at), sortable: false },
];

/** Searches for the best params. */
export default function StudiesPage() {
  useTitle("Studies");
  const go = useGo();
  const source = useMemo(() => operationSource("studies.list_studies", {}, { cursor: (row) => row.name }), []);
  return (
    <div className={styles.page}>
      <header className={styles.top}><h1>Studies</h1></header>
      <div className={styles.body}>
        <Table label="Studies" noun="study" fit="fill" isMain columns={COLUMNS} source={source} rowKey={(row) => row.name}
          onOpen={(row) => go(`${pathOf(currentProject(), "studies")}/${encodeURIComponent(row.name)}`)}
          empty={
            <Empty title="A study appears here when params are searched for, trial by trial."
              lines={[
                "import flyball",
                "from flyball.tuning import Float, study",
                "",
                "def objective(trial):",
                '    return train(lr=trial.params["lr"])  # your own',
                "",
                `with flyball.connect("${serverUrl()}", project="${currentProject()}") as ws:`,
                '    study(ws, "first-study", objective, {"lr": Float(0.001, 1.0, log=True)}, trials=20)',
              ]} />
          }
        />
      </div>
    </div>
  );
}
