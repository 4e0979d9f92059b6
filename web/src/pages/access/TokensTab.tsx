import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { Token } from "../../api/operations";
import { useCall, useChange } from "../../api/queries";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { Dialog } from "../../components/Dialog";
import { ErrorNote } from "../../components/ErrorNote";
import { Panel } from "../../components/Panel";
import { Status } from "../../components/Status";
import { Time, useNow } from "../../components/Time";
import layout from "../govern/layout.module.css";
import { personOf } from "../govern/words";
import { TokenDialog } from "./TokenDialog";

/** Credentials of programs and people, without their secrets. */
export function TokensTab() {
  const tokens = useCall("access.list_tokens", { limit: 1000 });
  const mayNot = useMayNot("access.create_token");
  const now = useNow();
  const [isMaking, setMaking] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  return (
    <>
      <Panel
        title="Tokens"
        note="yours; administrators see everybody's. Secrets are stored nowhere."
        query={tokens}
        isFlush
        actions={<Button icon={<KeyRound size={14} aria-hidden />} disabledBecause={mayNot} onClick={() => setMaking(true)}>Make a token</Button>}
      >
        {(found) => (
          <div className={layout.sideways}>
            <table className={layout.table}>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Begins with</th>
                  <th scope="col">Acts as</th>
                  <th scope="col">Limited to</th>
                  <th scope="col">State</th>
                  <th scope="col">Ends</th>
                  <th scope="col">Last used</th>
                  <th scope="col"><span className="unseen">Actions</span></th>
                </tr>
              </thead>
              <tbody>
                {[...found].sort((a, b) => rank(a, now) - rank(b, now)).map((token) => <Row key={token.id} token={token} now={now} onEnd={() => setEnding(token)} />)}
                {found.length === 0 ? <tr><td colSpan={8} className="quiet">No token yet; programs and the command line sign in with one.</td></tr> : null}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {isMaking ? <TokenDialog onClose={() => setMaking(false)} /> : null}
      {ending ? <EndDialog token={ending} onClose={() => setEnding(null)} /> : null}
    </>
  );
}

const isOver = (token: Token, now: number): boolean => token.revoked_at !== null || Date.parse(token.expires_at) <= now;
const rank = (token: Token, now: number): number => (isOver(token, now) ? 1e15 : 0) + Date.parse(token.expires_at) / 1e3;

function Row({ token, now, onEnd }: { token: Token; now: number; onEnd: () => void }) {
  const isSoon = Date.parse(token.expires_at) - now < 14 * 86_400_000;
  const limits = [...(token.project ? [{ label: `project ${token.project}` }] : []), ...(token.scopes ?? []).map((label) => ({ label }))];
  return (
    <tr className={isOver(token, now) ? layout.off : undefined}>
      <td><bdi>{token.name || "–"}</bdi></td>
      <td><code>{token.prefix}…</code></td>
      <td>{personOf(token.principal)}</td>
      <td>{limits.length ? <Chips items={limits} most={4} /> : <span className="quiet">nothing: all that {personOf(token.principal)} may</span>}</td>
      <td>
        {token.revoked_at ? <Status state="unknown" word="revoked" /> : isOver(token, now) ? <Status state="unknown" word="ended" /> : isSoon ? <Status state="warn" word="ends soon" /> : <Status state="ok" word="valid" />}
      </td>
      <td><Time at={token.expires_at} /></td>
      <td><Time at={token.last_used_at} /></td>
      <td><Button kind="quiet" disabledBecause={isOver(token, now) && "It is refused already"} onClick={onEnd}>Revoke</Button></td>
    </tr>
  );
}

function EndDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const change = useChange("access.revoke_token", ["audit", "home"]);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Revoke ${token.name || token.prefix}`}
      description={`Whatever uses it is refused from its next request on. It acts as ${personOf(token.principal)} and begins with ${token.prefix}.`}
      onSubmit={() => change.mutate({ token: token.id }, { onSuccess: onClose })}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" kind="danger" isBusy={change.isPending}>Revoke this token</Button>
        </>
      }
    >
      {change.error ? <ErrorNote error={change.error} /> : null}
    </Dialog>
  );
}
