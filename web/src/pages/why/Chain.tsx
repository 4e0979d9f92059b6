import { ChevronDown, ChevronRight } from "lucide-react";
import { useRef } from "react";
import type { Facts, Why } from "../../api/operations";
import { currentProject } from "../../api/place";
import { useShortcut } from "../../app/keyboard";
import { useUrlState } from "../../app/urlState";
import { Button } from "../../components/Button";
import { Link } from "../../components/Link";
import { KindIcon } from "../../components/RefLink";
import { refPath } from "../../format/ref";
import { FactsTable } from "../govern/FactsTable";
import { Said } from "../govern/Said";
import styles from "./Chain.module.css";
import { kindOf, labelOf, type Stage, stagesOf } from "./chain";

/** From the answer back to the rows, link by link; each is a sentence and opens to its facts. */
export function Chain({ why }: { why: Why }) {
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useUrlState("open", [] as readonly string[]);
  const refs = why.links.map(({ ref }) => ref);
  const isAll = open.includes("all");
  const isOpen = (ref: string): boolean => isAll || open.includes(ref);
  const toggle = (ref: string): void => setOpen(isOpen(ref) ? (isAll ? refs : [...open]).filter((other) => other !== ref) : [...open, ref]);
  const move = (by: number) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>("[data-link]") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.min(Math.max(at + by, 0), buttons.length - 1)]?.focus();
  };
  useShortcut("j", "Next link", () => move(1));
  useShortcut("k", "Previous link", () => move(-1));
  useShortcut("e", "Open or close every link", () => setOpen(isAll ? [] : ["all"]));
  return (
    <>
      <p className={styles.bar}>
        <span className="quiet">{why.links.length} links{why.is_complete ? ", back to the end" : "; there is more than is shown"}</span>
        <Button kind="quiet" shortcut="e" onClick={() => setOpen(isAll ? [] : ["all"])}>{isAll ? "Close all" : "Open all"}</Button>
      </p>
      <ol ref={list} className={styles.stages}>
        {stagesOf(why).map((stage) => <StageItem key={stage.id} stage={stage} isOpen={isOpen} toggle={toggle} start={why.ref} />)}
      </ol>
    </>
  );
}

interface StageProps {
  stage: Stage;
  isOpen: (ref: string) => boolean;
  toggle: (ref: string) => void;
  start: string;
}

function StageItem({ stage, isOpen, toggle, start }: StageProps) {
  return (
    <li className={styles.stage}>
      <span className={styles.marker}><KindIcon kind={kindOf(stage.links[0]?.ref ?? "")} size={16} /></span>
      <div className={styles.body}>
        <h3 className={styles.title}>{stage.title}</h3>
        <ul className={styles.links}>
          {stage.links.map((link) => <LinkItem key={link.ref} link={link} isOpen={isOpen(link.ref)} onToggle={() => toggle(link.ref)} isStart={link.ref === start} />)}
        </ul>
      </div>
    </li>
  );
}

function LinkItem({ link, isOpen, onToggle, isStart }: { link: Facts; isOpen: boolean; onToggle: () => void; isStart: boolean }) {
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  const to = refPath(link.ref, currentProject());
  const hasPage = !to.includes("/why/");
  return (
    <li className={styles.link}>
      <div className={styles.line}>
        <button type="button" data-link className={styles.toggle} aria-expanded={isOpen} aria-label={`Facts of ${link.ref}`} onClick={onToggle}>
          <Arrow size={14} aria-hidden />
        </button>
        <p className={styles.sentence}><Said text={sentence(link.sentence)} /></p>
        {hasPage && !isStart ? <Link to={to} className={styles.page} title={`Open ${link.ref}`}>{labelOf(link.ref)}</Link> : null}
      </div>
      {isOpen ? (
        <div className={styles.facts}>
          <FactsTable facts={link.facts} />
        </div>
      ) : null}
    </li>
  );
}

/** Every sentence begins with a capital and ends with a stop, wherever it was written. */
function sentence(text: string): string {
  const isRef = /^[a-z-]+:/.test(text);
  const begun = isRef ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
