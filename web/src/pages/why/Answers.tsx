import { useQuery } from "@tanstack/react-query";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { KindIcon } from "../../components/RefLink";
import layout from "../govern/layout.module.css";
import { whyOf } from "../govern/words";
import { findPredictions } from "./findPredictions";
import { PredictionTable } from "./PredictionTable";

/** What a word may mean: predictions with this id or key, and things of this name. */
export function Answers({ text }: { text: string }) {
  const found = useQuery({ queryKey: [currentProject(), "deployments", "why-answers", text], queryFn: ({ signal }) => findPredictions(text, signal), staleTime: 30_000 });
  const things = useCall("search.refs", { text, limit: 12 });
  return (
    <div className={layout.stack}>
      <Panel title="Predictions" note="by id or a part of the business key, the newest first; without a date in it the whole log is looked through" query={found} isFlush height={90}>
        {(predictions) => <PredictionTable predictions={predictions} empty={`No prediction has ${text.slice(0, 80)} as its id or in its business key.`} />}
      </Panel>
      <Panel title="Things" query={things} isFlush height={60}>
        {(hits) => (
          <table className={layout.table}>
            <tbody>
              {hits.map((hit) => (
                <tr key={hit.ref}>
                  <td><Link to={whyOf(hit.ref)}><KindIcon kind={hit.kind} /> <span className="name">{hit.title}</span></Link></td>
                  <td className="quiet">{hit.kind}</td>
                  <td className="quiet"><span className="name">{hit.detail}</span></td>
                </tr>
              ))}
              {hits.length === 0 ? <tr><td className="quiet">Nothing is called so.</td></tr> : null}
            </tbody>
          </table>
        )}
      </Panel>
    </div>
  );
}
