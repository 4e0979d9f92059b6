import { useMemo } from "react";
import type { Prediction } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Link } from "../../components/Link";
import { RefLink } from "../../components/RefLink";
import { type Column, Table } from "../../components/Table";
import { Time } from "../../components/Time";
import { useOpen } from "../govern/useOpen";
import { whyOf } from "../govern/words";

interface Props {
  predictions: readonly Prediction[];
  empty: string;
  isMain?: boolean;
  fit?: number | "fill";
}

export function keyOfLabel(made: Prediction): string {
  return made.business_key ?? made.shadow_of ?? made.id;
}

/** Answers as rows, with what came of them; opening one asks why. */
export function PredictionTable({ predictions, empty, isMain = true, fit = 12 }: Props) {
  const open = useOpen();
  const name = predictions[0]?.deployment ?? "";
  const keys = useMemo(() => [...new Set(predictions.map(keyOfLabel))], [predictions]);
  const labels = useCall("labels.find", { deployment: name, keys }, { enabled: name !== "" });
  const known = useMemo(() => new Map(labels.data?.map(({ key, value }) => [key, value])), [labels.data]);
  const columns = useMemo(() => columnsWith(known), [known]);
  return (
    <Table label="Predictions" noun="prediction" columns={columns} rows={predictions} rowKey={({ id }) => id} onOpen={({ id }) => open(whyOf(`prediction:${id}`))} isMain={isMain} fit={fit} empty={empty} />
  );
}

function columnsWith(known: ReadonlyMap<string, number>): Column<Prediction>[] {
  return [
    { id: "key", header: "Business key", width: 260, sortable: true, value: (made) => made.business_key ?? made.id, cell: (made) => <Link to={whyOf(`prediction:${made.id}`)} className="name">{made.business_key ?? made.id}</Link> },
    { id: "score", header: "Score", width: 90, align: "end", sortable: true, value: (made) => made.score },
    { id: "outcome", header: "Outcome", width: 90, align: "end", sortable: true, note: "What came of it, once it is known", value: (made) => known.get(keyOfLabel(made)) ?? null },
    { id: "at", header: "At", width: 206, sortable: true, value: (made) => new Date(made.at), cell: (made) => <Time at={made.at} isAbsolute /> },
    { id: "model", header: "Answered by", width: 160, sortable: true, value: (made) => made.model, cell: (made) => <RefLink to={made.model} /> },
    { id: "deployment", header: "Deployment", width: 140, value: (made) => made.deployment },
    { id: "latency", header: "Latency", unit: "ms", width: 90, align: "end", sortable: true, isHidden: true, value: (made) => made.latency_us / 1000 },
  ];
}
