import { Empty } from "../../components/Empty";
import layout from "../govern/layout.module.css";
import { PageHead } from "../govern/PageHead";
import { AskBox } from "./AskBox";
import { Answers } from "./Answers";

/** An address that names nothing here: what it may have meant. */
export function NotFound({ text }: { text: string }) {
  const words = text.replace(/^[a-z-]+:/, "");
  return (
    <div className={layout.page}>
      <PageHead title="Why" calls={[{ id: "why.explain", params: { ref: text } }]} />
      <AskBox />
      <Empty title={`Nothing in this project is called ${text.slice(0, 120)}.`} />
      {words ? <Answers text={words} /> : null}
    </div>
  );
}
