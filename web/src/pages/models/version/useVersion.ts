import { useCall } from "../../../api/queries";
import { liveArm, modelOf, placesOf } from "../words";

/** Everything the page of a version says, from the records; tabs ask for more when they are opened. */
export function useVersion(name: string, selector: string) {
  const version = useCall("models.get_version", { name, selector });
  const number = version.data?.version ?? 0;
  const isThere = version.data !== undefined;
  const evidence = useCall("models.list_evidence", { name, version: number }, { enabled: isThere });
  const requests = useCall("approvals.list_approvals", { ref: `model:${name}@${number}`, limit: 50 }, { enabled: isThere });
  const evaluations = useCall("evaluations.list_evaluations", { limit: 200 });
  const deployments = useCall("deployments.list_deployments", { limit: 200 });
  // One deployment of the model is the rule; of several the one whose records are shown is the one it serves in.
  const mine = deployments.data?.filter(({ policy }) => [...policy.arms, ...policy.shadow].some(({ model }) => modelOf(model) === name)) ?? [];
  const home = mine.find(({ policy }) => policy.arms.some(({ model }) => model === version.data?.ref)) ?? mine[0];
  const model = useCall("models.get", { name }, { enabled: deployments.data !== undefined && home === undefined });
  const champion = model.data?.aliases["champion"];
  const policies = useCall("deployments.list_policies", { name: home?.name ?? "", limit: 1000 }, { enabled: home !== undefined });

  const answering = home?.state === "serving" ? liveArm(home.policy)?.model : undefined;
  const live = answering && modelOf(answering) === name ? answering : champion ? `model:${name}@${champion}` : null;
  const isComplete = evidence.data && requests.data && deployments.data && (home === undefined || policies.data);
  return {
    version,
    evidence,
    requests,
    evaluations,
    /** The version to compare with: what answers now; where nothing does, the champion. */
    live,
    home,
    places: placesOf((ref) => ref === version.data?.ref, deployments.data ?? []),
    records:
      version.data && isComplete
        ? {
            version: version.data,
            evidence: evidence.data,
            approvals: requests.data,
            deployments: deployments.data,
            policies: policies.data ?? [],
          }
        : null,
  };
}
