import { Columns3, GitCompareArrows, Group, ListFilter } from "lucide-react";
import { Button, IconButton } from "../../components/Button";
import { FieldPicker } from "./FieldPicker";
import styles from "./RunsTools.module.css";
import type { RunsView } from "./useRunsView";

interface RunsToolsProps {
  view: RunsView;
  compare: () => void;
  compareOff: string | null;
  selectedCount: number;
  hiddenCount: number;
}

const MOST_GROUPS = 3;

/** Over the runs table: compare, group, only what differs. */
export function RunsTools({ view, compare, compareOff, selectedCount, hiddenCount }: RunsToolsProps) {
  const { group, isOnlyDifferent } = view;
  const groupable = view.known.filter(({ kind, field }) => kind === "param" || kind === "tag" || GROUPABLE.has(field));
  const hasNoColumns = "No run has been recorded yet";
  return (
    <span className={styles.tools}>
      {selectedCount > 0 ? (
        <Button kind="primary" icon={<GitCompareArrows size={14} aria-hidden />} disabledBecause={compareOff} shortcut="c" onClick={compare}>
          {`Compare ${selectedCount}`}
        </Button>
      ) : null}
      <FieldPicker label="Group by" fields={groupable} chosen={group} onChange={view.setGroup} most={MOST_GROUPS} onReset={() => view.setGroup([])}
        trigger={
          <Button kind="quiet" icon={<Group size={14} aria-hidden />} disabledBecause={view.isKnown && groupable.length === 0 ? hasNoColumns : null}>
            {group.length ? `Grouped by ${group.map((field) => field.replace(/^(params|tags)\./, "")).join(", ")}` : "Group by"}
          </Button>
        }
      />
      <Button kind="quiet" aria-pressed={isOnlyDifferent} className={isOnlyDifferent ? styles.on : undefined} icon={<ListFilter size={14} aria-hidden />}
        disabledBecause={group.length ? "Groups have one value of what they are grouped by" : null} onClick={() => view.setOnlyDifferent(!isOnlyDifferent)}>
        {isOnlyDifferent && hiddenCount ? `Only differences, ${hiddenCount} hidden` : "Only differences"}
      </Button>
    </span>
  );
}

const GROUPABLE = new Set(["experiment", "state", "owner", "parent", "name"]);

/** The tree of columns, with the way each metric is better. */
export function RunsColumns({ view }: { view: RunsView }) {
  return (
    <FieldPicker label="Columns" hasGoals fields={view.known.filter(({ field }) => field !== "name")} chosen={view.fields.map(({ field }) => field)} onChange={view.setChosen}
      onReset={() => view.setChosen([])} trigger={<IconButton label="Columns" icon={<Columns3 size={15} aria-hidden />} />} />
  );
}
