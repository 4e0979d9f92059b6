import { ApiError } from "../../api/errors";
import { HOSTILE } from "../chart/samples";
import { Button } from "../Button";
import { Panel } from "./Panel";

const idle = { error: null, isPending: false, isFetching: false, refetch: () => undefined };
const failure = new ApiError(503, "unavailable", "The catalog does not answer", "connection refused", "Is PostgreSQL running?", "0193a7c2d4e5f607");

export const examples = [
  { title: "With content", element: <Panel title="Live models" note="14 days, from 12 480 requests" actions={<Button kind="quiet">All models</Button>}>Four sparklines on one axis.</Panel> },
  { title: "Loading", element: <Panel title="Runs" query={{ ...idle, data: undefined, isPending: true, isFetching: true }}>{() => null}</Panel> },
  { title: "Failed, alone", element: <Panel title="Incidents" query={{ ...idle, data: undefined, error: failure }}>{() => null}</Panel> },
  { title: "Old data while new loads", element: <Panel title="Drift" query={{ ...idle, data: 3, isFetching: true, isPlaceholderData: true }}>{(count) => `${count} features drift.`}</Panel> },
  { title: "A hostile title", element: <Panel title={HOSTILE}>Stands.</Panel> },
];
