import { Pin, X } from "lucide-react";
import { currentProject } from "../../api/place";
import { pathOf } from "../../app/routes";
import { IconButton } from "../../components/Button";
import { Link } from "../../components/Link";
import type { ShownRun } from "./compare/useCompared";
import page from "./ComparePage.module.css";
import { RunMark } from "./RunMark";

interface CompareChipsProps {
  runs: readonly ShownRun[];
  baseline: string;
  onBaseline: (id: string) => void;
  onRemove: (id: string) => void;
}

const MOST = 24;

/** The runs that are compared, in their colours; one can be the baseline. */
export function CompareChips({ runs, baseline, onBaseline, onRemove }: CompareChipsProps) {
  const home = pathOf(currentProject(), "runs");
  return (
    <ul className={page.chips} aria-label="Runs compared">
      {runs.slice(0, MOST).map((run) => (
        <li key={run.id} className={`${page.chip} ${run.id === baseline ? page.pinned : ""}`}>
          <Link to={`${home}/${run.id}`}><RunMark run={run} colour={run.colour} /></Link>
          <IconButton label={run.id === baseline ? `${run.title} is the baseline; unpin it` : `Pin ${run.title} as baseline`} aria-pressed={run.id === baseline} icon={<Pin size={13} aria-hidden />} onClick={() => onBaseline(run.id === baseline ? "" : run.id)} />
          <IconButton label={`Leave out ${run.title}`} disabledBecause={runs.length <= 2 ? "two runs are needed" : null} icon={<X size={13} aria-hidden />} onClick={() => onRemove(run.id)} />
        </li>
      ))}
      {runs.length > MOST ? <li className={`${page.chip} quiet`}>and {runs.length - MOST} more&nbsp;</li> : null}
    </ul>
  );
}
