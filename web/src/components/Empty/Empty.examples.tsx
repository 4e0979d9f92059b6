import { Button } from "../Button";
import { Empty } from "./Empty";

const LINES = ["import flyball", "", 'with flyball.connect("http://127.0.0.1:7800", project="airline") as ws:', '    run = ws.runs.start(experiment="late-flight")', '    print(run.id)'];

export const examples = [
  { title: "Says what comes here, and how", element: <Empty title="Runs appear here as soon as the first one is logged." lines={LINES} action={<><Button kind="primary">Put my token in</Button><Button>Load the sample project</Button></>} /> },
  { title: "Empty by filter", element: <Empty title="No run matches: metrics.auc > 0.99 excludes all 12 480." action={<Button>Clear the filter</Button>} /> },
];
