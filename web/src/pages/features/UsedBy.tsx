import { useMemo } from "react";
import type { DeploymentInfo } from "../../api/operations";
import { useQueries } from "@tanstack/react-query";
import { callOptions, useCall } from "../../api/queries";
import { Empty } from "../../components/Empty";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { type Column, Table } from "../../components/Table";
import { Chips } from "../../components/Chips";
import { counted } from "../../format/number";
import { parseRef } from "../../format/ref";
import { placesOf, roleText, pageOf } from "../models/words";
import { countsOf, type Use, usesOf } from "./usage";

const MOST = 5;

/** The training sets made with services, the runs that learned from them and the models that came of it. */
export function UsedBy({ addresses }: { addresses: readonly string[] }) {
  const graphs = useQueries({ queries: addresses.slice(0, MOST).map((ref) => callOptions("lineage.down", { ref, depth: 3, limit: 2000 })) });
  const deployments = useCall("deployments.list_deployments", { limit: 1000 });
  const isHere = graphs.every(({ data }) => data !== undefined);
  const uses = isHere ? graphs.flatMap(({ data }) => (data ? usesOf(data) : [])) : undefined;
  const failed = graphs.find(({ error }) => error);
  const live = deployments.data;
  const columns = useMemo(() => columnsOf(live ?? []), [live]);
  const counts = uses && countsOf(uses);
  return (
    <Panel
      title="Training sets and models"
      note={counts ? `${counted(counts.trainingSets, "training set")}, ${counted(counts.models, "model version")}` : undefined}
      query={{ data: uses, error: failed?.error, isPending: !isHere, isFetching: !isHere, refetch: () => graphs.map((graph) => graph.refetch()) }}
      height={240}
      isFlush
    >
      {(rows) => (
        <Table label="Who uses it" noun="training set" columns={columns} rows={rows} rowKey={({ trainingSet, service }) => `${service} ${trainingSet}`} isMain fit={20}
          empty={<Empty title="No training set was made with it yet." lines={[`ws.feature_store("${parseRef(addresses[0] ?? "")?.name ?? "my-service"}").training_set(rows, time="at", name="train")`]} />} />
      )}
    </Panel>
  );
}

function columnsOf(deployments: readonly DeploymentInfo[]): Column<Use>[] {
  const placed = (models: readonly string[]) => placesOf((ref) => models.includes(ref), deployments);
  return [
    { id: "set", header: "Training set", width: 220, value: ({ trainingSet }) => trainingSet, cell: ({ trainingSet }) => <RefLink to={trainingSet} /> },
    { id: "service", header: "Made with", width: 180, value: ({ service }) => service, cell: ({ service }) => <RefLink to={service} /> },
    { id: "runs", header: "Runs on it", width: 200, value: ({ runs }) => runs.join(" ") || null, cell: ({ runs }) => <Refs refs={runs} /> },
    { id: "models", header: "Models", width: 200, value: ({ models }) => models.join(" ") || null, cell: ({ models }) => <Refs refs={models} /> },
    {
      id: "live",
      header: "Answers in",
      width: 240,
      value: ({ models }) => placed(models).map(({ deployment }) => deployment).join(" ") || null,
      cell: ({ models }) => <Chips items={placed(models).map((place) => ({ label: place.deployment, value: roleText(place), to: pageOf(`deployments/${place.deployment}`), ...(place.role === "live" && { tone: "busy" as const }) }))} />,
    },
  ];
}

function Refs({ refs }: { refs: readonly string[] }) {
  if (refs.length === 0) return <span className="quiet">none</span>;
  return (
    <>
      {refs.slice(0, 2).map((ref) => (
        <span key={ref}><RefLink to={ref} /> </span>
      ))}
      {refs.length > 2 ? <span className="quiet">+{refs.length - 2}</span> : null}
    </>
  );
}
