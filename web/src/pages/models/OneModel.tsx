import { useState } from "react";
import { useCall } from "../../api/queries";
import { useActions } from "../../app/actions";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import { Champions } from "./Champions";
import { HistoryTab } from "./HistoryTab";
import layout from "./layout.module.css";
import { MetricByVersion } from "./MetricByVersion";
import { RollBackAlias } from "./RollBackAlias";
import { useOpen } from "./useOpen";
import { VersionsTable } from "./VersionsTable";
import { approversOf, modelOf, pageOf, personOf, placesOf, roleText, versionPath } from "./words";

/** A model: which version is champion since when and by whose approval, and all versions with what was found. */
export function OneModel({ name }: { name: string }) {
  const model = useCall("models.get", { name });
  const isThere = model.data !== undefined;
  const versions = useCall("models.list_versions", { name, limit: 200 }, { enabled: isThere });
  const moves = useCall("models.alias_history", { name, alias: "champion" }, { enabled: isThere });
  const approvals = useCall("approvals.list_approvals", { limit: 1000 });
  const evaluations = useCall("evaluations.list_evaluations", { limit: 1000 });
  const deployments = useCall("deployments.list_deployments", { limit: 1000 });
  const [isBack, setBack] = useState(false);
  const mayNot = useMayNot("models.rollback");
  const goTo = useOpen();

  const latest = model.data?.latest ?? 0;
  const champion = model.data?.aliases["champion"] ?? null;
  const now = moves.data?.find(({ to_at }) => to_at === null);
  const before = moves.data?.find(({ version }) => version !== null && version !== champion)?.version ?? null;
  const approval = approvals.data?.find(({ id }) => id === now?.approval);
  const places = placesOf((ref) => modelOf(ref) === name, deployments.data ?? []);
  const answers = places.filter(({ role }) => role !== "shadow");
  const cannotGoBack = mayNot ?? (before === null ? "The champion has had no earlier version to go back to" : null);
  const canCompare = champion !== null && latest !== champion;

  useActions([
    ...(latest ? [{ id: "newest", label: `Open version ${latest}, the newest`, run: () => goTo(versionPath(name, latest)) }] : []),
    ...(champion ? [{ id: "champion", label: `Open version ${champion}, the champion`, run: () => goTo(versionPath(name, champion)) }] : []),
    { id: "back", label: `Roll champion back${before ? ` to version ${before}` : ""}`, run: () => setBack(true), disabledBecause: cannotGoBack },
  ]);

  return (
    <div className={layout.page}>
      <DetailPage
        kind="model"
        title={name}
        address={`model:${name}`}
        query={model}
        chips={Object.entries(model.data?.aliases ?? {}).map(([alias, version]) => ({ label: alias, value: `@${version}`, to: versionPath(name, version), tone: "accent" }))}
        action={
          latest ? (
            <Button onClick={() => goTo(`${versionPath(name, latest)}${canCompare ? "?tab=diff" : ""}`)}>
              {canCompare ? `Compare version ${latest} to the champion` : `Open version ${latest}`}
            </Button>
          ) : null
        }
        menu={[{ label: `Roll champion back${before ? ` to version ${before}` : ""}`, isDangerous: true, disabledBecause: cannotGoBack, onSelect: () => setBack(true) }]}
        facts={[
          { label: "Champion", value: champion ? `version ${champion}` : "none yet", ...(champion && { to: versionPath(name, champion) }) },
          { label: "Champion since", value: now ? <Time at={now.from_at} /> : null },
          { label: "Approved by", value: approval ? approversOf(approval) : now ? "no approval asked" : null, ...(approval && { to: pageOf(`approvals/${approval.id}`) }) },
          {
            label: "Answers in",
            value: answers.map((place) => `${place.deployment}: v${place.version} ${roleText(place)}`).join("; ") || "nowhere",
            ...(answers[0] && { to: pageOf(`deployments/${answers[0].deployment}`) }),
          },
          { label: "Versions", value: counted(latest, "version"), to: pageOf(`models/${name}?tab=versions`) },
          { label: "Made", value: model.data ? <><Time at={model.data.created_at} /> by {personOf(model.data.created_by)}</> : null },
        ]}
        tabs={[
          {
            id: "overview",
            label: "Overview",
            content: (
              <div className={layout.stack}>
                {model.data?.description ? <p className={layout.says}>{model.data.description}</p> : null}
                <MetricByVersion name={name} versions={versions} evaluations={evaluations.data ?? []} champions={moves.data ?? []} />
                <Champions name={name} moves={moves} approvals={approvals.data ?? []} />
              </div>
            ),
          },
          {
            id: "versions",
            label: "Versions",
            count: latest,
            content: <VersionsTable name={name} query={versions} evaluations={evaluations.data ?? []} approvals={approvals.data ?? []} places={places} />,
          },
          { id: "history", label: "History", content: <HistoryTab address={`model:${name}`} /> },
        ]}
        api={[
          { id: "models.get", params: { name } },
          { id: "models.list_versions", params: { name, limit: 200 } },
          { id: "models.alias_history", params: { name, alias: "champion" } },
          { id: "models.version", params: { ref: `model:${name}@champion` } },
        ]}
      />
      {before !== null && isBack ? <RollBackAlias name={name} from={champion} to={before} onClose={() => setBack(false)} /> : null}
    </div>
  );
}
