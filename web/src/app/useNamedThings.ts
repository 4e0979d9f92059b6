import { useCall } from "../api/queries";

export interface Thing {
  kind: string;
  name: string;
}

/** What a person may want to jump to by name; asked for when the command menu opens, then kept. */
export function useNamedThings(project: string, enabled: boolean): Thing[] {
  const options = { project, enabled };
  const models = useCall("models.list_models", {}, options);
  const deployments = useCall("deployments.list_deployments", {}, options);
  const datasets = useCall("datasets.list_datasets", {}, options);
  const views = useCall("features.list_views", {}, options);
  const monitors = useCall("monitors.list_monitors", {}, options);
  const loops = useCall("loops.list_loops", {}, options);
  const all: readonly (readonly [string, readonly { name: string }[] | undefined])[] = [
    ["model", models.data],
    ["deployment", deployments.data],
    ["dataset", datasets.data],
    ["features", views.data?.map(({ view }) => view)],
    ["monitor", monitors.data],
    ["loop", loops.data],
  ];
  return all.flatMap(([kind, found]) => (found ?? []).map(({ name }) => ({ kind, name })));
}
