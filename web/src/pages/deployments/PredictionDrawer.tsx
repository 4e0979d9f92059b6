import { CopyButton } from "../../components/CopyButton";
import { Digest } from "../../components/Digest";
import { Drawer } from "../../components/Drawer";
import { Facts } from "../../components/Facts";
import { Link } from "../../components/Link";
import { Num } from "../../components/Num";
import { RefLink } from "../../components/RefLink";
import { Time } from "../../components/Time";
import { formatDuration } from "../../format/time";
import layout from "../models/layout.module.css";
import { pageOf } from "../models/words";
import type { Answered } from "./predictionSource";

/** One answer whole: what was asked, what was said, by whom, and what came of it. */
export function PredictionDrawer({ answered: { prediction, label }, onClose }: { answered: Answered; onClose: () => void }) {
  const why = pageOf(`why/prediction:${prediction.id}`);
  return (
    <Drawer isOpen onClose={onClose} title={prediction.business_key ?? prediction.id} to={why} width={440}>
      <div className={layout.stack}>
        <p className={layout.row}>
          <Link to={why}>Why it said so</Link>
          <CopyButton isWide label="Copy the inputs as JSON" text={() => JSON.stringify(prediction.features, null, 2)} />
        </p>
        <Facts
          isStacked
          items={[
            { label: "Score", value: <strong><Num value={prediction.score} /></strong> },
            { label: "Outcome", value: label === null ? "not known yet" : <Num value={label} /> },
            { label: "Version", value: <RefLink to={prediction.model} /> },
            { label: "Variant", value: `${prediction.variant}${prediction.shadow_of ? ", as a shadow" : ""}` },
            { label: "Assigned by", value: prediction.assigned_by },
            { label: "Unit", value: prediction.unit },
            { label: "Event time", value: <Time at={prediction.at} isAbsolute /> },
            { label: "Answered", value: <Time at={prediction.logged_at} isAbsolute /> },
            { label: "Latency", value: formatDuration(prediction.latency_us / 1e6) },
            { label: "Policy", value: prediction.policy_gen },
            { label: "Prediction", value: <Digest value={prediction.id} label="id of the prediction" /> },
            { label: "Request", value: <Digest value={prediction.request_id} label="id of the request" /> },
          ]}
        />
        <h3>Inputs</h3>
        <Facts
          isStacked
          items={Object.entries(prediction.features).map(([name, value]) => ({
            label: name,
            value: typeof value === "number" ? <Num value={value} /> : value === null ? <span className="quiet">missing</span> : String(value),
          }))}
        />
      </div>
    </Drawer>
  );
}
