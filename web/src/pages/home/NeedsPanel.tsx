import { useRef } from "react";
import type { Summary } from "../../api/operations";
import { currentProject } from "../../api/place";
import { useShortcut } from "../../app/keyboard";
import type { PanelQuery } from "../../components/Panel";
import { Panel } from "../../components/Panel";
import { KindIcon } from "../../components/RefLink";
import { Link } from "../../components/Link";
import { Shape } from "../../components/Status";
import { Time } from "../../components/Time";
import { parseRef, refPath } from "../../format/ref";
import { Day } from "../govern/Day";
import styles from "./Home.module.css";
import { NeedAction } from "./NeedAction";

type Need = Summary["needs"][number];
const STATES = { critical: "bad", error: "bad", warn: "warn" } as const;
const WORDS = { critical: "Critical", error: "Error", warn: "Warning" } as const;

/** What waits for somebody, the most costly to wait for first; each with the one thing to do. */
export function NeedsPanel({ query }: { query: PanelQuery<Summary> }) {
  const count = query.data?.needs.length ?? 0;
  const list = useRef<HTMLUListElement>(null);
  const move = (by: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>("li a") ?? [])];
    const at = links.findIndex((link) => link.closest("li")?.contains(document.activeElement));
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };
  useShortcut("j", "Next thing that needs you", () => move(1));
  useShortcut("k", "Thing before", () => move(-1));
  return (
    <Panel title="Needs you" note={count ? `${count} waiting, the most costly to wait for first` : undefined} query={query} height={129} isFlush>
      {({ needs, live, newest_at }) =>
        needs.length === 0 ? <Quiet live={live} newestAt={newest_at} /> : (
          <ul ref={list}>
            {needs.map((need) => <Row key={`${need.ref} ${need.action}`} need={need} />)}
          </ul>
        )
      }
    </Panel>
  );
}

function Row({ need }: { need: Need }) {
  const to = need.kind === "token" ? `/p/${currentProject()}/access?tab=tokens` : refPath(need.ref, currentProject());
  return (
    <li className={styles.need}>
      <span className={styles.severity} title={WORDS[need.severity]}>
        <Shape state={STATES[need.severity]} />
        <span className="unseen">{WORDS[need.severity]}</span>
      </span>
      <div className={styles.what}>
        <Link to={to} className={styles.sentence}>
          <KindIcon kind={parseRef(need.ref)?.kind ?? ""} />
          <span className={styles.clamp} title={need.sentence}>{need.sentence}</span>
        </Link>
        <p className={styles.cause}>
          {need.cause ? <bdi>{need.cause} · </bdi> : null}since <Day at={need.since} /> (<Time at={need.since} />)
        </p>
      </div>
      <NeedAction need={need} to={to} />
    </li>
  );
}

function Quiet({ live, newestAt }: { live: Summary["live"]; newestAt: string | null }) {
  const open = live.reduce((sum, one) => sum + one.open_incidents, 0);
  return (
    <p className={styles.quiet}>
      <Shape state="ok" />
      <span>
        <strong>All quiet.</strong> Nothing waits for you: no request for approval, no failed run, no loop that stopped itself, {open === 0 ? "no open incident" : "nothing new"}, no token about to end.
        {newestAt ? <> Something last happened here on <Day at={newestAt} />.</> : null}
      </span>
    </p>
  );
}
