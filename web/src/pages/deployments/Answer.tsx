import type { InferAnswer, InferInput } from "../../api/operations";
import { currentProject } from "../../api/place";
import { shell } from "../../api/snippet";
import { Code } from "../../components/Code";
import { Digest } from "../../components/Digest";
import { Facts } from "../../components/Facts";
import { Link } from "../../components/Link";
import { Num } from "../../components/Num";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { formatDuration } from "../../format/time";
import layout from "../models/layout.module.css";
import { pageOf } from "../models/words";
import styles from "./TestConsole.module.css";

interface AnswerProps {
  answer: InferAnswer | null;
  name: string;
  url: string | null;
  request: { inputs: readonly InferInput[]; parameters: Record<string, string> | null; version: number | null } | null;
}

/** The score first, then who gave it and why, then the answer as it came, and the call a program would make. */
export function Answer({ answer, name, url, request }: AnswerProps) {
  return (
    <>
      <div aria-live="polite">
        {answer ? (
          <Panel title="Answer">
            <div className={layout.stack}>
              <p className={styles.score}><Scores answer={answer} /></p>
              <Facts
                isStacked
                items={[
                  { label: "Answered by", value: answer.parameters["model"] ? <RefLink to={String(answer.parameters["model"])} /> : `${answer.model_version}: rows went to several versions` },
                  { label: "Took", value: `${formatDuration(answer.took_us / 1e6)} from this server to the worker and back` },
                  { label: "Policy", value: answer.parameters["policy_gen"] },
                  { label: "Prediction", value: <Digest value={idOf(answer)} label="id of the prediction" /> },
                  { label: "Why", value: <Link to={pageOf(`why/prediction:${idOf(answer)}`)}>Why it said so</Link> },
                ]}
              />
              <Code text={JSON.stringify(answer, null, 2)} language="json" label="The answer as it came" maxHeight={220} />
            </div>
          </Panel>
        ) : null}
      </div>
      {url && request ? (
        <Panel title="For programs" note="they ask the workers themselves">
          <Code text={curlOf(url, name, request)} language="bash" label="The same request by curl" maxHeight={200} />
        </Panel>
      ) : null}
    </>
  );
}

function Scores({ answer: { outputs } }: { answer: InferAnswer }) {
  const [first] = outputs;
  if (!first || first.data.length === 0) return <>no score</>;
  if (first.data.length === 1) return <>{first.name} <One value={first.data[0]} /></>;
  return <>{first.name} of {first.data.length} rows: {first.data.slice(0, 5).map((value, i) => <span key={i}><One value={value} /> </span>)}{first.data.length > 5 ? "…" : ""}</>;
}

function One({ value }: { value: InferAnswer["outputs"][number]["data"][number] | undefined }) {
  return typeof value === "number" ? <Num value={value} /> : <>{String(value ?? "none")}</>;
}

const idOf = (answer: InferAnswer): string => String(answer.parameters["prediction_id"] ?? answer.id);

function curlOf(url: string, name: string, request: NonNullable<AnswerProps["request"]>): string {
  const pinned = request.version === null ? "" : `/versions/${request.version}`;
  const body = JSON.stringify({ inputs: request.inputs, ...(request.parameters && Object.keys(request.parameters).length ? { parameters: request.parameters } : {}) });
  return [
    `curl -X POST ${shell(`${url}/serve/${currentProject()}/v2/models/${name}${pinned}/infer`)}`,
    '-H "Authorization: Bearer $FLYBALL_TOKEN"',
    "-H 'Content-Type: application/json'",
    `-d ${shell(body)}`,
  ].join(" \\\n  ");
}
