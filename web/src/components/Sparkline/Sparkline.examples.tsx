import { wander } from "../chart/samples";
import { Sparkline } from "./Sparkline";

const y = wander(4, 60, 10, 3);

export const examples = [
  { title: "Plain", element: <Sparkline y={y} title="Requests, 14 days" unit="1/min" /> },
  { title: "Gap, reference, deploy", element: <Sparkline y={y.map((v, i) => (i > 20 && i < 28 ? null : v))} reference={10} marks={[40]} title="Drift" width={160} height={32} colour="var(--accent)" /> },
  { title: "Constant and none", element: <><Sparkline y={[2, 2, 2]} title="Constant" /> <Sparkline y={["nan", null]} title="None" /></> },
];
