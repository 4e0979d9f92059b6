import { Button } from "../../../components/Button";
import { Empty } from "../../../components/Empty";

/** Nothing is wrong, or nothing that the filter lets through. */
export function NoIncidents({ isFiltered, onReset }: { isFiltered: boolean; onReset: () => void }) {
  if (isFiltered) return <Empty title="No incident is of this state, kind and severity." action={<Button onClick={onReset}>Show all incidents</Button>} />;
  return (
    <Empty
      title="Nothing has gone wrong. Monitors open incidents when windows turn bad; pipelines and people report what they find."
      lines={[
        "from datetime import UTC, datetime",
        "",
        'ws.incidents.report("my-deployment", kind="quality", cause="source weather",',
        '    says="no rows since midnight", at=datetime.now(UTC))',
      ]}
    />
  );
}
