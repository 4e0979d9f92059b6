import type { DeploymentInfo } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { Skeleton } from "../../components/Skeleton";
import { liveArm, modelOf, versionOf } from "../models/words";
import { TestConsole } from "./TestConsole";

/** Reads what the console begins with: the inputs of the live version, and the last answer's values. */
export function ConsoleTab({ deployment, url }: { deployment: DeploymentInfo; url: string | null }) {
  const { name, policy } = deployment;
  const live = liveArm(policy)?.model ?? "";
  const version = useCall("models.get_version", { name: modelOf(live), selector: String(versionOf(live)) }, { immutable: true });
  const last = useCall("deployments.list_predictions", { name, shadows: false, limit: 1 }, { immutable: true });
  if (deployment.state !== "serving") return <Empty title={`${name} is stopped and answers no test either.`} />;
  if (version.error) return <ErrorNote error={version.error} retry={() => void version.refetch()} />;
  if (!version.data || (!last.data && !last.error)) return <Skeleton lines={10} label="Reading the signature" />;
  return (
    <TestConsole
      key={live}
      deployment={deployment}
      url={url}
      columns={version.data.manifest.signature.inputs}
      last={last.data?.[0] ?? null}
    />
  );
}
