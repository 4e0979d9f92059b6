import { useState } from "react";
import { useCall, useChange } from "../../../api/queries";
import { useMayNot } from "../../../app/may";
import { useUrlState } from "../../../app/urlState";
import { Button } from "../../../components/Button";
import { Empty } from "../../../components/Empty";
import { ErrorNote } from "../../../components/ErrorNote";
import { Panel } from "../../../components/Panel";
import layout from "../../models/layout.module.css";
import { EditExpectations } from "../EditExpectations";
import { isRemarkable } from "../landings";
import { LandingReport, ReportPanel } from "../ReportPanel";
import { ResultGrid } from "../ResultGrid";
import { SuiteTable } from "../SuiteTable";
import type { DatasetRecords } from "../useDataset";
import { verdictStatus } from "../words";

/** What is expected of the rows, and what was found in each landing: which check failed, and why. */
export function ExpectationsTab({ records }: { records: DatasetRecords }) {
  const { name, selector, landings, reports } = records;
  const suite = useCall("datasets.get_expectations", { name });
  const judged = landings.filter(({ report }) => report?.results.length);
  // Of a version: its own landing. Of the dataset: the newest that was not as expected, since one looks for that.
  const own = selector === null ? undefined : judged.find(({ version }) => version?.n === records.n);
  const first = own ?? judged.find(isRemarkable) ?? judged[0];
  const [id, setId] = useUrlState("landing", first?.id ?? "");
  const picked = judged.find((landing) => landing.id === id) ?? first;
  // Judged again after it was published: it is not among the landings.
  const used = new Set(landings.map(({ report }) => report));
  const again = reports.data?.find((report) => report.scope === "whole" && report.digest === records.version.data?.digest && !used.has(report));
  return (
    <div className={layout.stack}>
      <Panel title="Results by landing" note="choose a landing to read what was found" query={{ ...reports, data: reports.data && judged }} height={220}>
        {(found) => (found.length ? <ResultGrid name={name} landings={found} picked={picked?.id ?? ""} onPick={(one) => setId(one, { push: true })} /> : <p className="quiet">No landing was judged yet: expectations apply from the next commit on.</p>)}
      </Panel>
      {picked ? <LandingReport name={name} landing={picked} /> : null}
      {again ? <ReportPanel title={`Version ${records.n} as a whole`} report={again} isAgain /> : null}
      <Panel title="Expectations" note={suite.data ? (suite.data.version ? `version ${suite.data.version}` : "none yet") : undefined} query={suite} isFlush actions={<SuiteActions records={records} />}>
        {({ checks }) => (checks.length ? <SuiteTable checks={checks} landings={judged} /> : <NoExpectations name={name} />)}
      </Panel>
    </div>
  );
}

function SuiteActions({ records: { name, n } }: { records: DatasetRecords }) {
  const [isEditing, setEditing] = useState(false);
  const validate = useChange("datasets.validate");
  const mayNotValidate = useMayNot("datasets.validate");
  const mayNotSet = useMayNot("datasets.set_expectations");
  return (
    <span className={layout.row}>
      {validate.error ? <ErrorNote error={validate.error} isShort /> : null}
      {validate.data ? <span role="status">Version {n} as a whole: {verdictStatus(validate.data.verdict).word}</span> : null}
      <Button isBusy={validate.isPending} disabledBecause={mayNotValidate ?? (n === null ? "There is no version yet" : null)} onClick={() => validate.mutate({ name, version: String(n) })}>
        Check the whole of version {n ?? ""}
      </Button>
      <Button disabledBecause={mayNotSet} onClick={() => setEditing(true)}>Change expectations</Button>
      {isEditing ? <EditExpectations name={name} onClose={() => setEditing(false)} /> : null}
    </span>
  );
}

function NoExpectations({ name }: { name: string }) {
  return (
    <Empty
      title="What is expected of the rows is said once and checked on everything that lands; what fails is set aside or refused."
      lines={[
        "from flyball.data import Distribution, Nulls, Range",
        "",
        `ws.dataset("${name}").expect(`,
        '    Nulls(column="carrier"), Range(column="distance", low=1), Distribution(column="temp", unit="°F"),',
        ")",
      ]}
    />
  );
}
