import { Button } from "../Button";
import { Time } from "../Time";
import { DetailPage, type DetailPageProps } from "./DetailPage";

const usual: DetailPageProps = {
  kind: "model",
  title: "late-flight",
  address: "model:late-flight@4",
  chips: [{ label: "v4" }, { label: "champion", tone: "accent" }],
  status: { state: "ok", word: "live" },
  action: <Button kind="primary">Deploy version 4</Button>,
  menu: [{ label: "Delete", isDangerous: true, disabledBecause: "It is live" }],
  facts: [{ label: "Owner", value: "ada" }, { label: "Created", value: <Time at={Date.now() - 2e8} /> }, { label: "Data", value: "flights@12" }, { label: "Size", value: "4.2 MB" }],
  tabs: ["Overview", "Lineage", "History"].map((label) => ({ id: label.toLowerCase(), label, content: `${label} of the model.` })),
  footer: "From 12 480 rows, computed 2 min ago, 31 % of labels arrived.",
  api: [{ id: "runs.get", params: { id: "0193a7" } }],
};

export const examples = [
  { title: "Any object", element: <DetailPage {...usual} /> },
  { title: "Loading", element: <DetailPage {...usual} query={{ data: undefined, error: null, refetch: () => undefined }} /> },
  { title: "Failed", element: <DetailPage kind="run" title="0193a7c2" tabs={[]} query={{ data: undefined, error: new Error("run:0193a7c2 does not exist"), refetch: () => undefined }} /> },
];
