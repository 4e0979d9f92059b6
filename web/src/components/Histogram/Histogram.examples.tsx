import { HOSTILE } from "../chart/samples";
import { binsOf, Histogram } from "./Histogram";

const edges = Array.from({ length: 25 }, (_, i) => i * 10 - 40);
const bell = (middle: number, width: number): number[] => edges.slice(1).map((edge) => Math.round(900 * Math.exp(-(((edge - middle) / width) ** 2))));

export const examples = [
  { title: "Against a reference", element: <Histogram title="Departure delay moved up by 12 min" unit="min" bins={binsOf(edges, bell(60, 50))} reference={binsOf(edges, bell(45, 40))} names={{ bins: "last 24 h", reference: "training" }} note="Kolmogorov-Smirnov 0.14, p < 0.001" /> },
  { title: "Categories, hostile names", element: <Histogram title="Origin" bins={["ORD", "ATL", "JFK", "other", HOSTILE].map((name, i) => ({ name, count: 400 - i * 80 }))} reference={["ORD", "ATL", "JFK", "other", HOSTILE].map((name, i) => ({ name, count: 4000 - i * 300 }))} /> },
  { title: "Open ends, empty", element: <Histogram title="Distance" unit="km" bins={[{ low: null, high: 100, count: 0 }, { low: 100, high: 900, count: 0 }, { low: 900, high: null, count: 0 }]} height={120} /> },
];
