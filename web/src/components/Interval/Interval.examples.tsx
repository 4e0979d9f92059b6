import { Interval } from "./Interval";

const domain = [0.6, 0.95] as const;

export const examples = [
  { title: "Met, not met, undecided, unjudged", element: (
    <span style={{ display: "grid", width: "max-content" }}>
      <Interval title="Recall" low={0.82} mid={0.85} high={0.88} threshold={0.8} goal="up" domain={domain} />
      <Interval title="Recall, regional" low={0.66} mid={0.7} high={0.74} threshold={0.8} goal="up" domain={domain} />
      <Interval title="Recall, night" low={0.76} mid={0.81} high={0.86} threshold={0.8} goal="up" domain={domain} />
      <Interval title="Uplift" low={0.7} mid={0.78} high={0.9} domain={domain} />
    </span>
  ) },
];
