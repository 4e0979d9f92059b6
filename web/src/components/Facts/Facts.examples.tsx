import { HOSTILE } from "../chart/samples";
import { RefLink } from "../RefLink";
import { Time } from "../Time";
import { Facts } from "./Facts";

const items = [
  { label: "Owner", value: "ada", to: "/p/airline/access" },
  { label: "Created", value: <Time at={Date.now() - 3e8} /> },
  { label: "From run", value: <RefLink to="run:0193a7c2d4e5f60718293a4b5c6d7e8f" /> },
  { label: "Data", value: <RefLink to="dataset:flights@12" /> },
  { label: "Size", value: "4.2 MB" },
  { label: "Signature", value: null },
];

export const examples = [
  { title: "A strip", element: <Facts items={items} /> },
  { title: "Stacked, in a drawer", element: <Facts items={items} isStacked /> },
  { title: "Hostile", element: <Facts items={[{ label: HOSTILE, value: HOSTILE }, { label: "Short", value: "x" }]} /> },
];
