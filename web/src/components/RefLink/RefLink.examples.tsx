import { HOSTILE } from "../chart/samples";
import { RefLink } from "./RefLink";

const REFS = "dataset:flights@12 features:carrier_delays@3 run:0193a7c2d4e5f60718293a4b5c6d7e8f model:late-flight@champion deployment:late-flight monitor:late-flight incident:7 loop:late-flight evaluation:91ab prediction:0193.2 other/model:fuel@2 strange-kind:x".split(" ");

export const examples = [
  { title: "Every kind has its icon and its page", element: <div className="gallery-row">{REFS.map((ref) => <RefLink key={ref} to={ref} />)}</div> },
  { title: "As it is written", element: <RefLink to="airline/model:late-flight@4" isWhole /> },
  { title: "No Ref at all", element: <RefLink to={HOSTILE} /> },
];
