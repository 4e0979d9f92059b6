import { useState } from "react";
import type { DeploymentInfo, Prediction } from "../../api/operations";
import { useChange } from "../../api/queries";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Input, Select, Textarea } from "../../components/Field";
import { Panel } from "../../components/Panel";
import { Tabs } from "../../components/Tabs";
import { counted } from "../../format/number";
import layout from "../models/layout.module.css";
import { versionOf } from "../models/words";
import { Answer } from "./Answer";
import { fieldsOf, type InputColumn, readRequest, tensorsOf, writeRequest } from "./request";
import styles from "./TestConsole.module.css";

interface TestConsoleProps {
  deployment: DeploymentInfo;
  /** Where the workers answer programs. */
  url: string | null;
  columns: readonly InputColumn[];
  last: Prediction | null;
}

/** Asks the deployment one thing, as fields or as the request itself, and shows the answer beside it. */
export function TestConsole({ deployment, url, columns, last }: TestConsoleProps) {
  const { name, policy } = deployment;
  const ask = useChange("deployments.predict");
  const mayNot = useMayNot("deployments.predict");
  const [values, setValues] = useState(() => (last ? fieldsOf(last.features) : {}));
  const [side, setSide] = useState({ unit: "", business_key: "", event_time: last ? timeOf(last) : "" });
  const [version, setVersion] = useState("");
  const [view, setView] = useState("fields");
  const [text, setText] = useState("");
  const { inputs, bad } = tensorsOf(columns, values);
  const parameters = Object.fromEntries(Object.entries(side).filter(([, value]) => value.trim() !== ""));
  const written = view === "json" ? readRequest(text) : { request: { inputs, parameters }, says: bad.length ? `${counted(bad.length, "field")} cannot be read` : "" };
  const request = written.request && { name, inputs: written.request.inputs, parameters: written.request.parameters ?? null, version: version ? Number(version) : null };
  const because = mayNot ?? (written.says || null);
  const send = () => {
    if (request && !because) ask.mutate(request);
  };
  const turn = (to: string) => {
    if (to === "json") setText(writeRequest(inputs, parameters));
    setView(to);
  };
  const models = [...new Set([...policy.arms, ...policy.shadow].map(({ model }) => model))];
  const form = (
    <div className={styles.fields}>
      {columns.map((column) => (
        <Field key={column.name} label={`${column.name}, ${column.datatype}${column.is_nullable ? ", may be empty" : ""}`} error={bad.find((field) => field.name === column.name)?.says ?? null}>
          <Input isMono placeholder={column.is_nullable ? "missing" : ""} value={values[column.name] ?? ""} onChange={(now) => setValues({ ...values, [column.name]: now })} />
        </Field>
      ))}
    </div>
  );
  return (
    <form
      className={layout.wide}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      <Panel
        title="Request"
        note={last ? "filled in from the last answer" : "by the signature of the live version"}
        actions={
          <>
            {last ? <Button kind="quiet" onClick={() => setValues(fieldsOf(last.features))}>Fill in the last answer</Button> : null}
            <Button kind="quiet" onClick={() => setValues({})}>Empty</Button>
          </>
        }
      >
        <div className={layout.stack}>
          <div className={styles.side}>
            <Field label="Answered by">
              <Select value={version} onChange={setVersion} options={[{ value: "", label: "whom the policy says" }, ...models.map((model) => ({ value: String(versionOf(model)), label: model.split(":")[1]! }))]} />
            </Field>
            {view === "fields" ? (
              <>
                <Field label={policy.unit_key ? `Unit (${policy.unit_key})` : "Unit"}>
                  <Input value={side.unit} onChange={(unit) => setSide({ ...side, unit })} />
                </Field>
                <Field label="Business key">
                  <Input value={side.business_key} onChange={(business_key) => setSide({ ...side, business_key })} />
                </Field>
                <Field label="Event time">
                  <Input placeholder="now" value={side.event_time} onChange={(event_time) => setSide({ ...side, event_time })} />
                </Field>
              </>
            ) : null}
          </div>
          <Tabs
            label="How the request is written"
            value={view}
            onChange={turn}
            tabs={[
              { id: "fields", label: "Fields", content: form },
              {
                id: "json",
                label: "Open Inference v2",
                content: (
                  <Field label="Request as JSON" isLabelHidden error={view === "json" ? written.says || null : null}>
                    <Textarea isMono rows={18} spellCheck={false} value={text} onChange={setText} />
                  </Field>
                ),
              },
            ]}
          />
        </div>
      </Panel>
      <div className={styles.answer}>
        <div className={layout.row}>
          <Button kind="primary" type="submit" isBusy={ask.isPending} disabledBecause={because}>Send the request</Button>
          <span className={layout.note}>Ctrl Enter. The answer is real: it is logged and counted like any other.</span>
        </div>
        {ask.error ? <ErrorNote error={ask.error} isShort /> : null}
        <Answer answer={ask.data ?? null} name={name} url={url} request={request} />
      </div>
    </form>
  );
}

/** A story that is replayed has its own time: a test beside it belongs there, not into today. */
function timeOf({ at, logged_at }: Prediction): string {
  return Math.abs(Date.parse(logged_at) - Date.parse(at)) > 86_400_000 ? at : "";
}
