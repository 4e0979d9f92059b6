import { useState } from "react";
import type { DeploymentInfo } from "../../api/operations";
import { useChange } from "../../api/queries";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Field, Input, Textarea } from "../../components/Field";
import { RefLink } from "../../components/RefLink";
import { formatShare } from "../../format/number";
import layout from "../models/layout.module.css";
import styles from "./ChangeTraffic.module.css";
import { type DraftArm, draftOf, freeName, MILLION, rateText, specsOf, without, withShare } from "./shares";
import { VersionPicker } from "./VersionPicker";

interface ChangeTrafficProps {
  deployment: DeploymentInfo;
  /** Requests a second now. */
  rate: number | null;
  onClose: () => void;
}

/** Moves traffic between versions; what it means in requests is said before it is done. */
export function ChangeTraffic({ deployment: { name, policy }, rate, onClose }: ChangeTrafficProps) {
  const change = useChange("deployments.set_policy", ["models", "monitors"]);
  const [arms, setArms] = useState(() => draftOf(policy));
  const [shadow, setShadow] = useState(() => policy.shadow.map((arm): DraftArm => ({ name: arm.name, model: arm.model, ppm: 0 })));
  const [reason, setReason] = useState("");
  const specs = specsOf(arms);
  const shadows = shadow.map(({ name: arm, model }) => ({ name: arm, model }));
  const isSame = JSON.stringify([specs, shadows]) === JSON.stringify([specsOf(draftOf(policy)), policy.shadow.map(({ name: arm, model }) => ({ name: arm, model }))]);
  const missing = isSame ? "Nothing is changed yet" : null;
  const send = () => {
    if (!missing) change.mutate({ name, expected_gen: policy.gen, arms: specs, shadow: shadows, reason }, { onSuccess: onClose });
  };
  const taken = [...arms, ...shadow].map((arm) => arm.name);
  const before = new Map(policy.arms.map((arm) => [arm.model, arm.weight_ppm]));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      onSubmit={send}
      width={720}
      title={`Change the traffic of ${name}`}
      description="Units stay with the version they have met, as far as the shares allow. Workers load what is new first; no request fails while they do."
      footer={
        <>
          <Button onClick={onClose}>Leave it as it is</Button>
          <Button kind="primary" type="submit" isBusy={change.isPending} disabledBecause={missing}>
            {`Put ${specs.map((arm) => `${arm.name} ${formatShare((arm.weight_ppm ?? 0) / MILLION)}`).join(", ")} into force`}
          </Button>
        </>
      }
    >
      <ul className={styles.arms} aria-label="Versions that answer">
        {arms.map((arm, at) => (
          <li key={arm.name} className={styles.arm}>
            <span className={styles.name}><RefLink to={arm.model} /></span>
            <input
              type="range" className={styles.slide} min={0} max={100} step={1} value={arm.ppm / 10_000} disabled={arms.length === 1}
              aria-label={`Share of ${arm.name}`} aria-valuetext={formatShare(arm.ppm / MILLION)}
              onChange={(event) => setArms(withShare(arms, at, Number(event.target.value) * 10_000))}
            />
            <Share arm={arm} isOnly={arms.length === 1} onChange={(ppm) => setArms(withShare(arms, at, ppm))} />
            <Effect before={before.get(arm.model) ?? 0} after={arm.ppm} rate={rate} />
            <Button kind="quiet" disabledBecause={arms.length === 1 ? "One version has to answer" : null} onClick={() => setArms(without(arms, at))}>Remove</Button>
          </li>
        ))}
      </ul>
      <VersionPicker label="Let another version answer" verb="Add as canary" known={arms.map(({ model }) => model)} near={policy}
        onPick={(model) => setArms(withShare([...arms, { name: freeName(model, taken), model, ppm: 0 }], arms.length, MILLION / 10))} />
      <ul className={styles.arms} aria-label="Shadows">
        {shadow.map((arm, at) => (
          <li key={arm.name} className={layout.row}>
            <span className="quiet">shadow {arm.name}</span> <RefLink to={arm.model} />
            <Button kind="quiet" onClick={() => setShadow(shadow.filter((_, i) => i !== at))}>Remove</Button>
          </li>
        ))}
      </ul>
      <VersionPicker label="Let a version see requests without answering" verb="Add as shadow" known={[...arms, ...shadow].map(({ model }) => model)} near={policy}
        onPick={(model) => setShadow([...shadow, { name: freeName(model, taken), model, ppm: 0 }])} />
      <Field label="Reason">
        <Textarea rows={2} value={reason} onChange={setReason} />
      </Field>
      {change.error ? <ErrorNote error={change.error} isShort /> : null}
    </Dialog>
  );
}

/** The share in per cent, as it is typed: "2.5" must not become "3" on the way. */
function Share({ arm, isOnly, onChange }: { arm: DraftArm; isOnly: boolean; onChange: (ppm: number) => void }) {
  const written = String(arm.ppm / 10_000);
  const [draft, setDraft] = useState({ of: written, text: written });
  const text = draft.of === written ? draft.text : written;
  const type = (now: string) => {
    const share = Number(now.replace(",", "."));
    const isShare = now.trim() !== "" && share >= 0 && share <= 100;
    const ppm = isShare ? Math.round(share * 10_000) : arm.ppm;
    setDraft({ of: String(ppm / 10_000), text: now });
    if (isShare) onChange(ppm);
  };
  return (
    <span className={styles.share}>
      <Input aria-label={`Share of ${arm.name} in per cent`} inputMode="decimal" readOnly={isOnly} value={text} onChange={type} /> %
    </span>
  );
}

function Effect({ before, after, rate }: { before: number; after: number; rate: number | null }) {
  if (rate === null) return <span className={styles.effect}>{formatShare(before / MILLION)} now</span>;
  const said = (ppm: number) => rateText((rate * ppm) / MILLION);
  return <span className={styles.effect}>{before === after ? `${said(after)}, as now` : `${said(after)} instead of ${said(before)}`}</span>;
}
