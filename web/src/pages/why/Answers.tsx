import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/call";
import type { Prediction } from "../../api/operations";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { KindIcon } from "../../components/RefLink";
import layout from "../govern/layout.module.css";
import { whyOf } from "../govern/words";
import { PredictionTable } from "./PredictionTable";

const DEPLOYMENTS = 4;

/** What a word may mean: predictions with this id or key, and things of this name. */
export function Answers({ text }: { text: string }) {
  const found = useQuery({ queryKey: [currentProject(), "deployments", "why-answers", text], queryFn: ({ signal }) => findPredictions(text, signal), staleTime: 30_000 });
  const things = useCall("search.refs", { text, limit: 12 });
  return (
    <div className={layout.stack}>
      <Panel title="Predictions" note="by id or business key, the newest first; a short key may take a few seconds" query={found} isFlush height={90}>
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

/** By id, else by the whole key, else by a part of it: the first of the three that finds something. */
async function findPredictions(text: string, signal: AbortSignal): Promise<Prediction[]> {
  if (/^[0-9a-f]{16,}[.\w-]*$/.test(text)) {
    const one = await call("deployments.prediction", { prediction_id: text }, { signal }).catch(() => null);
    if (one) return [one];
  }
  const deployments = (await call("deployments.list_deployments", { limit: DEPLOYMENTS }, { signal })).map(({ name }) => name);
  for (const by of [{ business_key: text }, { key_contains: text }]) {
    const lists = await Promise.all(deployments.map((name) => call("deployments.list_predictions", { name, ...by, shadows: false, limit: 50 }, { signal })));
    const found = lists.flat();
    if (found.length > 0) return found;
  }
  return [];
}
