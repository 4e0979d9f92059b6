import { useParams } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useCall } from "../../api/queries";
import { useActions } from "../../app/actions";
import { useMayNot } from "../../app/may";
import { useShortcut } from "../../app/keyboard";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import { HistoryTab } from "../models/HistoryTab";
import layout from "../models/layout.module.css";
import { useOpen } from "../models/useOpen";
import { approversOf, liveArm, pageOf, personOf } from "../models/words";
import { ChangeTraffic } from "./ChangeTraffic";
import { ConsoleTab } from "./ConsoleTab";
import { OverviewTab } from "./OverviewTab";
import { PoliciesTab } from "./PoliciesTab";
import { PredictionsTab } from "./PredictionsTab";
import { RollBack } from "./RollBack";
import { rateOf } from "./series";
import { rollbackTarget } from "./shares";
import { StartStop } from "./StartStop";
import { TrafficBar } from "./TrafficBar";
import { useTraffic } from "./useRange";
import { VersionsTab } from "./VersionsTab";

/** A name that answers requests: who answers, how well, what it said, and one red button. */
export default function DeploymentPage() {
  const { name = "" } = useParams({ strict: false }) as { name?: string };
  const deployment = useCall("deployments.get", { name });
  const found = deployment.data;
  const policies = useCall("deployments.list_policies", { name, limit: 1000 }, { enabled: found !== undefined });
  const status = useCall("deployments.status", { name }, { enabled: found !== undefined, poll: 10_000 });
  const traffic = useTraffic(found);
  const [open, setOpen] = useState<"" | "change" | "back" | "stop" | "start">("");
  const mayNot = useMayNot("deployments.set_policy");
  const goTo = useOpen();

  const live = found && liveArm(found.policy);
  const approvalId = live?.approval.split(":")[1] ?? "";
  const approval = useCall("approvals.get", { approval_id: approvalId }, { enabled: approvalId !== "" });
  const isServing = found?.state === "serving";
  const target = rollbackTarget(policies.data ?? []);
  const stopped = found && !isServing ? "It is stopped; start it first" : null;
  const cannotChange = mayNot ?? stopped;
  const cannotGoBack = cannotChange ?? (policies.data && !target ? "There is no earlier policy to go back to" : null);
  const rate = traffic.recent.data ? rateOf(traffic.recent.data) : null;
  const toggle = isServing ? ("stop" as const) : ("start" as const);
  useShortcut("r", "Roll back", () => setOpen("back"), "This page", target !== null && !cannotGoBack);
  useActions([
    { id: "change", label: "Change the traffic", run: () => setOpen("change"), disabledBecause: cannotChange },
    { id: "back", label: `Roll back${target ? ` to policy ${target.gen}` : ""}`, run: () => setOpen("back"), disabledBecause: cannotGoBack, shortcut: "r" },
    { id: toggle, label: `${isServing ? "Stop" : "Start"} ${name}`, run: () => setOpen(toggle), disabledBecause: mayNot },
    { id: "monitor", label: "Open its monitor", run: () => goTo(pageOf(`monitor/${name}`)) },
  ]);

  return (
    <div className={layout.page}>
      <DetailPage
        kind="deployment"
        title={name}
        address={`deployment:${name}`}
        query={deployment}
        status={found ? { state: isServing ? "ok" : "unknown", word: found.state } : undefined}
        action={
          <Button kind="danger" icon={<RotateCcw size={14} aria-hidden />} shortcut="r" disabledBecause={cannotGoBack} onClick={() => setOpen("back")}>
            Roll back
          </Button>
        }
        menu={[
          { label: "Change the traffic", onSelect: () => setOpen("change"), disabledBecause: cannotChange },
          { label: `${isServing ? "Stop" : "Start"} ${name}`, isDangerous: isServing, onSelect: () => setOpen(toggle), disabledBecause: mayNot },
          { label: "Open its monitor", to: pageOf(`monitor/${name}`) },
        ]}
        facts={
          found && [
            { label: "Live", value: live?.model.split(":")[1] ?? "nobody", to: pageOf(`models/${live?.model.split(":")[1] ?? ""}`) },
            { label: "Approved by", value: approvalId ? (approval.data ? approversOf(approval.data) : "see its approval") : "no approval asked", ...(approvalId && { to: pageOf(`approvals/${approvalId}`) }) },
            { label: "Policy", value: <>{found.policy.gen}, since <Time at={found.policy.created_at} /></> },
            { label: "Changed by", value: `${personOf(found.policy.created_by)}${found.policy.reason ? `: ${found.policy.reason}` : ""}` },
            { label: "Workers", value: workersText(status.data) },
            { label: "Sticky by", value: found.policy.unit_key ?? "nothing: drawn by share" },
          ]
        }
        tabs={
          found
            ? [
                { id: "overview", label: "Overview", content: <OverviewTab traffic={traffic} policies={policies.data ?? []} /> },
                { id: "versions", label: "Versions", content: <VersionsTab name={name} policy={found.policy} traffic={traffic.shown} /> },
                { id: "predictions", label: "Predictions", content: <PredictionsTab name={name} traffic={traffic.recent.data} /> },
                { id: "test", label: "Test", content: <ConsoleTab deployment={found} url={status.data?.url ?? null} /> },
                { id: "policies", label: "Policies", count: found.policy.gen, content: <PoliciesTab query={policies} /> },
                { id: "history", label: "History", content: <HistoryTab address={`deployment:${name}`} /> },
              ]
            : []
        }
        api={[
          { id: "deployments.get", params: { name } },
          { id: "deployments.traffic", params: { name } },
          { id: "deployments.list_predictions", params: { name, limit: 20 } },
          { id: "deployments.rollback", params: { name, reason: "" } },
        ]}
      >
        {found ? (
          <TrafficBar
            policy={found.policy}
            isServing={isServing}
            rate={rate}
            action={
              isServing ? (
                <Button disabledBecause={cannotChange} onClick={() => setOpen("change")}>Change the traffic</Button>
              ) : (
                <Button kind="primary" disabledBecause={mayNot} onClick={() => setOpen("start")}>Start {name}</Button>
              )
            }
          />
        ) : null}
        {status.data?.refused ? <p role="alert" className={layout.says}>The workers refused policy {status.data.policy_gen} and go on with the one before: {status.data.refused}</p> : null}
      </DetailPage>
      {found && open === "change" ? <ChangeTraffic deployment={found} rate={rate} onClose={() => setOpen("")} /> : null}
      {found && target && open === "back" ? <RollBack deployment={found} target={target} rate={rate} onClose={() => setOpen("")} /> : null}
      {open === "stop" || open === "start" ? <StartStop name={name} verb={open} onClose={() => setOpen("")} /> : null}
    </div>
  );
}

function workersText(status: { policy_gen: number; served_gen: number | null; workers: { is_serving: boolean }[] } | undefined): string | null {
  if (!status) return null;
  const serving = status.workers.filter(({ is_serving }) => is_serving).length;
  if (serving === 0) return "none answers on this machine";
  const behind = status.served_gen === status.policy_gen ? "" : `, still on policy ${status.served_gen ?? "none"}`;
  return `${counted(serving, "worker")}${behind}`;
}
