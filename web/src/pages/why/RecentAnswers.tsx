import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { Select } from "../../components/Field";
import { Skeleton } from "../../components/Skeleton";
import layout from "../govern/layout.module.css";
import { PredictionTable } from "./PredictionTable";

interface Props {
  deployments: { data: readonly unknown[] | undefined; error: unknown; refetch: () => unknown };
  name: string | undefined;
  names: readonly string[];
  onName: (name: string) => void;
}

const LEAST = ["", "0.2", "0.4", "0.6", "0.8"];

/** The newest answers of a deployment, for those who have no key at hand. */
export function RecentAnswers({ deployments, name, names, onName }: Props) {
  const [least, setLeast] = useUrlState("score", "");
  const answers = useCall(
    "deployments.list_predictions",
    { name: name ?? "", shadows: false, limit: 100, min_score: least ? Number(least) : null },
    { enabled: name !== undefined, keep: true },
  );
  if (deployments.error || answers.error) return <ErrorNote error={deployments.error ?? answers.error} retry={() => void (deployments.error ? deployments : answers).refetch()} />;
  if (deployments.data && name === undefined) {
    return <Empty title="The newest answers of every deployment appear here; each leads to its chain." lines={["flyball deployment create my-model model:my-model@1"]} language="bash" />;
  }
  return (
    <>
      <div className={layout.row}>
        <span className={layout.lead}>or pick one of the newest answers of</span>
        <Select label="Deployment" value={name ?? ""} onChange={onName} options={[...names]} />
        <span className={layout.lead}>that scored</span>
        <Select label="Least score" value={LEAST.includes(least) ? least : ""} onChange={setLeast} options={LEAST.map((value) => ({ value, label: value ? `${value} or more` : "anything" }))} />
      </div>
      {answers.data ? <PredictionTable predictions={answers.data} fit="fill" empty="No answer is on record that scored so." /> : <Skeleton height={320} />}
    </>
  );
}
