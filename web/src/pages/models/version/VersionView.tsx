import { useState } from "react";
import { useActions } from "../../../app/actions";
import { useShortcut } from "../../../app/keyboard";
import { DetailPage } from "../../../components/DetailPage";
import { Digest } from "../../../components/Digest";
import { Skeleton } from "../../../components/Skeleton";
import { Stepper } from "../../../components/Stepper";
import { Time } from "../../../components/Time";
import { parseRef, refLabel, refPath } from "../../../format/ref";
import { currentProject } from "../../../api/place";
import { HistoryTab } from "../HistoryTab";
import layout from "../layout.module.css";
import { useOpen } from "../useOpen";
import { pageOf, personOf, roleText, versionOf, versionPath } from "../words";
import { CardTab } from "./CardTab";
import { DiffTab } from "./DiffTab";
import { EvaluationTab } from "./EvaluationTab";
import { FilesTab } from "./FilesTab";
import { LineageTab } from "./LineageTab";
import { Overview } from "./Overview";
import { promotionSteps } from "./steps";
import { useNextStep } from "./useNextStep";
import { useVersion } from "./useVersion";

/** One version: where it stands on its way, what was found about it, and what it is made of. */
export function VersionView({ name, selector }: { name: string; selector: string }) {
  const all = useVersion(name, selector);
  const { records, live, places, home } = all;
  const version = all.version.data;
  const number = version?.version ?? 0;
  const [act, setAct] = useState<"" | "request" | "promote">("");
  const next = useNextStep(records, live, act, setAct);
  const goTo = useOpen();
  const sibling = (by: number) => goTo(versionPath(name, Math.max(1, number + by)));
  useShortcut("[", "The version before", () => sibling(-1), "This page", number > 1);
  useShortcut("]", "The version after", () => sibling(1), "This page", number > 0);
  useActions([
    ...next.actions,
    { id: "diff", label: "Compare to the live version", run: () => goTo(`${versionPath(name, selector)}?tab=diff`), disabledBecause: isSame(live, version?.ref) },
    { id: "model", label: `Open the model ${name}`, run: () => goTo(pageOf(`models/${name}`)) },
  ]);
  const title = `${name} version ${number || selector}`;
  const run = version?.manifest.run;
  return (
    <div className={layout.page}>
      <DetailPage
        kind="model"
        title={title}
        address={version?.ref ?? `model:${name}@${selector}`}
        query={all.version}
        chips={[
          { label: name, to: pageOf(`models/${name}`) },
          ...(version?.aliases.map((label) => ({ label, tone: "accent" as const })) ?? []),
          ...[...new Set(places.map(({ role }) => role))].map((label) => ({ label, tone: label === "live" ? ("busy" as const) : ("plain" as const) })),
          ...(version?.stage ? [{ label: "stage", value: version.stage }] : []),
        ]}
        action={next.button}
        menu={next.menu}
        facts={[
          { label: "Answers in", value: places.map((place) => `${place.deployment}: ${roleText(place)}`).join("; ") || "nowhere", ...(home && { to: pageOf(`deployments/${home.name}`) }) },
          { label: "Cause", value: version?.description },
          { label: "Registered", value: version ? <><Time at={version.created_at} /> by {personOf(version.created_by)}</> : null },
          { label: "From run", value: run ? refLabel(parseRef(run)!) : "no run", ...(run && { to: refPath(run, currentProject()) }) },
          { label: "Format", value: version ? `${version.manifest.flavour} as ${version.manifest.runner}` : null },
          { label: "Digest", value: version ? <Digest value={version.digest} label="digest of the version" /> : null },
        ]}
        tabs={
          version
            ? [
                { id: "overview", label: "Overview", content: <Overview version={version} all={all} /> },
                { id: "diff", label: live === version.ref || !live ? "Diff" : `Diff to version ${versionOf(live)}`, content: <DiffTab version={version} live={live} evaluations={all.evaluations} /> },
                { id: "evaluation", label: "Evaluation", content: <EvaluationTab address={version.ref} evaluations={all.evaluations} /> },
                { id: "card", label: "Card", content: <CardTab name={name} version={number} /> },
                { id: "lineage", label: "Lineage", content: <LineageTab address={version.ref} /> },
                { id: "files", label: "Files", count: Object.keys(version.manifest.files).length, content: <FilesTab version={version} /> },
                { id: "history", label: "History", content: <HistoryTab address={version.ref} /> },
              ]
            : []
        }
        api={[
          { id: "models.get_version", params: { name, selector } },
          { id: "models.list_evidence", params: { name, version: number } },
          { id: "models.card", params: { name, selector } },
          { id: "models.would_promote", params: { name, version: number, to: "champion" } },
          { id: "models.request_approval", params: { name, version: number, to: "champion", note: "" } },
          { id: "models.promote", params: { name, version: number, to: "champion", reason: "" } },
        ]}
      >
        {records ? (
          <Stepper
            label={`How far version ${number} has come`}
            steps={promotionSteps(records).map(({ label, state, words, at }) => ({ label, state, detail: <>{words}{words && at ? ", " : ""}{at ? <Time at={at} /> : null}</> }))}
          />
        ) : all.version.error ? null : (
          <Skeleton height={58} label="Reading how far it has come" />
        )}
      </DetailPage>
      {next.dialog}
    </div>
  );
}

function isSame(live: string | null, ref: string | undefined): string | null {
  if (!live) return "No version is live or champion yet";
  return live === ref ? "This is the live version" : null;
}
