import { useParams } from "@tanstack/react-router";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { pathOf } from "../../app/routes";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import { RefLink } from "../../components/RefLink";
import type { Tab } from "../../components/Tabs";
import { Time } from "../../components/Time";
import { formatNumber } from "../../format/number";
import page from "./RunPage.module.css";
import { StudyOverview } from "./study/StudyOverview";
import { TrialsTable } from "./study/TrialsTable";
import { useGo } from "./useGo";

const MOST_TRIALS = 1_000;

/** One search: how it went, its trials, and what the best setting is. */
export default function StudyPage() {
  const { name = "" } = useParams({ strict: false }) as { name?: string };
  const study = useCall("studies.get", { name });
  const trials = useCall("studies.list_trials", { name, limit: MOST_TRIALS });
  const go = useGo();
  const { data } = study;
  const runs = (trials.data ?? []).flatMap(({ run }) => run ?? []).slice(0, 200);
  const tabs: Tab[] = data
    ? [
        { id: "overview", label: "Overview", content: <StudyOverview study={data} trials={trials} /> },
        { id: "trials", label: "Trials", count: data.trial_count, content: <TrialsTable study={data} trials={trials} /> },
      ]
    : [];
  return (
    <div className={page.page}>
      <DetailPage
        kind="study" title={name} address={`study:${name}`} query={study} tabs={tabs}
        action={<Button disabledBecause={runs.length < 2 ? "Its trials were not recorded as runs" : null} onClick={() => go(`${pathOf(currentProject(), "compare")}?runs=${runs.join(",")}&tab=parallel`)}>Compare its runs</Button>}
        facts={data ? [
          { label: data.direction === "maximize" ? "Highest" : "Lowest", value: data.best ? formatNumber(data.best.value) : "no trial has ended" },
          { label: "Trials", value: `${data.complete_count} complete of ${data.trial_count}` },
          { label: "Best run", value: data.best?.run ? <RefLink to={`run:${data.best.run}`} /> : "–" },
          { label: "Seed", value: String(data.seed) },
          { label: "Owner", value: data.owner },
          { label: "Created", value: <Time at={data.created_at} /> },
        ] : []}
        footer={data ? `From ${data.complete_count} complete trials; pruned and failed ones count as trials, not for the best.` : undefined}
        api={[{ id: "studies.get", params: { name } }, { id: "studies.list_trials", params: { name, limit: MOST_TRIALS } }]}
      />
    </div>
  );
}
