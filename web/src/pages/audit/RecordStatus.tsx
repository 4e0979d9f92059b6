import { ShieldCheck } from "lucide-react";
import type { ChainStatus } from "../../api/operations";
import { useCall, useChange } from "../../api/queries";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/ErrorNote";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import styles from "./RecordStatus.module.css";
import layout from "../govern/layout.module.css";

/** Whether the record is what it was: its length, when it was last verified and signed, and a button to verify it now. */
export function RecordStatus() {
  const status = useCall("audit.status", {});
  const verify = useChange("audit.verify");
  const mayNot = useMayNot("audit.verify");
  if (status.error) return <ErrorNote error={status.error} isShort retry={() => void status.refetch()} />;
  if (!status.data) return <div className={styles.status} />;
  const { head, newest_at, signed_to, signed_at } = status.data;
  return (
    <div className={`${layout.row} ${styles.status}`}>
      <Verdict status={status.data} />
      <span>
        {counted(head.seq, "entry", "entries")}
        {newest_at ? <>, the newest <Time at={newest_at} /></> : null}; {signed_to === null ? "never signed" : <>signed up to {signed_to} <Time at={signed_at} /></>}
      </span>
      <Button icon={<ShieldCheck size={14} aria-hidden />} disabledBecause={mayNot} isBusy={verify.isPending} onClick={() => verify.mutate({})}>Verify now</Button>
      {verify.error ? <ErrorNote error={verify.error} isShort /> : null}
    </div>
  );
}

function Verdict({ status }: { status: ChainStatus }) {
  const { verified, head } = status;
  if (!verified) return <Status state="unknown" word="record not verified since the server started" />;
  const { first_bad, reason, entries } = verified.result;
  if (first_bad !== null) return <Status state="bad" word={`entry ${first_bad} is not what it was: ${reason}`} isTinted />;
  const since = head.seq - entries;
  return (
    <>
      <Status state="ok" word={since > 0 ? `record verified up to entry ${entries}` : "record verified"} />
      <Time at={verified.at} />
    </>
  );
}
