import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import layout from "../govern/layout.module.css";
import { PageHead } from "../govern/PageHead";
import { Answers } from "./Answers";
import { AskBox } from "./AskBox";
import { RecentAnswers } from "./RecentAnswers";

/** Where one asks why: by the id or key of a prediction, by an address, or by picking one of the newest answers. */
export function Ask() {
  const [text] = useUrlState("q", "");
  const deployments = useCall("deployments.list_deployments", { limit: 20 });
  const [picked, setPicked] = useUrlState("of", "");
  const names = deployments.data?.map(({ name }) => name) ?? [];
  const name = names.includes(picked) ? picked : names[0];
  return (
    <div className={`${layout.page} ${layout.whole}`}>
      <PageHead title="Why" lead="from any answer back to the rows it was learned from" calls={[{ id: "why.explain", params: { ref: "prediction:ID" } }]} />
      <AskBox key={text} initial={text} />
      {text ? <Answers text={text} /> : <RecentAnswers deployments={deployments} name={name} names={names} onName={setPicked} />}
    </div>
  );
}
