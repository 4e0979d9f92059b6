import type { ReactNode } from "react";
import { KindIcon } from "../RefLink";
import { Status } from "../Status";
import { treeRows, type ShownGraph, type ShownNode } from "./model";
import styles from "./Graph.module.css";

const SHOWN = 1000;

interface TreeTableProps {
  graph: ShownGraph;
  label: string;
  focus: string | null;
  onOpen: (node: ShownNode) => void;
  onFocus: (id: string) => void;
}

/** The graph as an indented table: the same objects, states and edges, for reading in order. */
export function TreeTable({ graph, label, focus, onOpen, onFocus }: TreeTableProps): ReactNode {
  const rows = treeRows(graph);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
    <div className={styles.tree} tabIndex={0} role="region" aria-label={`List of ${label}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">name</th>
            <th scope="col">kind</th>
            <th scope="col">state</th>
            <th scope="col">made from</th>
            <th scope="col"><span className={styles.unseen}>ancestry</span></th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ node, depth, inputs }) => (
            <tr key={node.id} data-focus={node.id === focus || undefined}>
              <th scope="row" style={{ paddingLeft: 8 + Math.min(depth, 12) * 16 }}>
                <button type="button" className={styles.open} title={node.label} onClick={() => onOpen(node)}>
                  <KindIcon kind={node.kind} />
                  <span className={styles.name}>{node.label}</span>
                  {node.count !== undefined && <span className={styles.count}>{node.count}</span>}
                </button>
              </th>
              <td>{node.kind}</td>
              <td title={node.note}>{node.state ? <Status state={node.state} word={node.word ?? node.state} /> : (node.word ?? "–")}</td>
              <td className={styles.inputs} title={inputs.map((one) => one.label).join(", ")}>{inputs.map((one) => one.label).join(", ") || "–"}</td>
              <td>
                {node.count === undefined && inputs.length > 0 && node.id !== focus && (
                  <button type="button" className={styles.link} onClick={() => onFocus(node.id)}>Only its ancestry</button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && <p>First {SHOWN} of {rows.length}; fold a group or look at one ancestry to see the rest.</p>}
    </div>
  );
}
