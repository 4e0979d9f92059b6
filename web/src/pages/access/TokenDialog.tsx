import { useState } from "react";
import { currentProject } from "../../api/place";
import { useCall, useChange } from "../../api/queries";
import type { NewToken } from "../../api/operations";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { Code } from "../../components/Code";
import { CopyButton } from "../../components/CopyButton";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Checkbox, Field, Input, Select } from "../../components/Field";
import { Time } from "../../components/Time";
import layout from "../govern/layout.module.css";
import { personOf } from "../govern/words";

/** A new credential: what it is for, whom it acts as, what it is limited to; then its secret, this once. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewToken | null>(null);
  return made ? <Secret made={made} onClose={onClose} /> : <Form onMade={setMade} onClose={onClose} />;
}

function Form({ onMade, onClose }: { onMade: (made: NewToken) => void; onClose: () => void }) {
  const [name, setName] = useState("");
  const [as, setAs] = useState("");
  const [isHere, setHere] = useState(true);
  const [scopes, setScopes] = useState("");
  const [days, setDays] = useState("90");
  const me = useCall("access.whoami", {});
  const principals = useCall("access.list_principals", { limit: 1000 });
  const forOthers = useMayNot("access.create_principal");
  const change = useChange("access.create_token", ["audit", "home"]);
  const programs = principals.data?.filter(({ kind, disabled_at }) => kind === "service" && disabled_at === null) ?? [];
  const asked = scopes.split(/[\s,]+/).filter(Boolean);
  const odd = asked.find((scope) => !/^[a-z]+\.[a-z]+$/.test(scope));
  const missing = !name.trim() ? "Say what it is for" : odd ? `${odd} is no permission` : Number(days) >= 1 && Number(days) <= 3650 ? null : "The days are no number from 1 to 3650";
  const submit = () => {
    if (missing) return;
    const params = { name: name.trim(), principal: as || null, scopes: asked.length ? asked : null, project: isHere ? currentProject() : null, expires_days: Number(days) };
    change.mutate(params, { onSuccess: onMade });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Make a token"
      description="It can do what its principal may, and no more than what it is limited to."
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" kind="primary" isBusy={change.isPending} disabledBecause={missing}>Make the token</Button>
        </>
      }
    >
      <div className={layout.form}>
        <Field label="What for" isRequired><Input value={name} onChange={setName} placeholder="nightly training" maxLength={200} /></Field>
        <Field label="Acts as" hint={forOthers && "Tokens of programs are made by administrators"}>
          <Select value={as} onChange={setAs} options={[{ value: "", label: `you (${personOf(me.data?.principal ?? "")})` }, ...programs.map(({ id, name }) => ({ value: id, label: `${personOf(id)}${name ? `: ${name}` : ""}`, isOff: forOthers !== null }))]} />
        </Field>
        <Checkbox isChecked={isHere} onChange={setHere} label={`Only in ${currentProject()}`} />
        <Field label="Only for these permissions" hint="Empty: all that its principal may; else such as serving.predict data.read" error={odd ? `${odd} is no permission` : null}><Input value={scopes} onChange={setScopes} isMono maxLength={2000} /></Field>
        <Field label="Ends after … days"><Input value={days} onChange={setDays} inputMode="numeric" /></Field>
        {change.error ? <ErrorNote error={change.error} /> : null}
      </div>
    </Dialog>
  );
}

function Secret({ made, onClose }: { made: NewToken; onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Copy the secret now"
      description="It is shown this once and stored nowhere. Who has it acts as its principal."
      footer={<Button kind="primary" onClick={onClose}>I have copied it</Button>}
    >
      <div className={layout.form}>
        <div className={layout.row}>
          <code data-secret>{made.secret}</code>
          <CopyButton text={made.secret} label="Copy the secret" isWide />
        </div>
        <Code language="bash" text={`export FLYBALL_TOKEN=${made.secret}`} label="For the command line and the SDK" isWrapped />
        <p className="quiet">{made.token.name}, acts as {personOf(made.token.principal)}, ends <Time at={made.token.expires_at} />.</p>
      </div>
    </Dialog>
  );
}
