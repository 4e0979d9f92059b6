import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import type { ReactNode } from "react";
import { KindIcon } from "../RefLink";
import { Shape } from "../Status";
import type { ShownNode } from "./model";
import styles from "./Graph.module.css";

export type CardNode = Node<{ node: ShownNode; isFocus: boolean; isCurrent: boolean }, "card">;

/** One object: icon of its kind, name, state as shape and word. The card is no button itself: its wrapper is. */
export function NodeCard({ data }: NodeProps<CardNode>): ReactNode {
  const { node, isFocus, isCurrent } = data;
  return (
    <div className={styles.card} data-focus={isFocus || undefined} data-current={isCurrent || undefined} data-folder={node.count === undefined ? undefined : ""} title={[node.label, node.note].filter(Boolean).join("\n")}>
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles.handle} />
      <span className={styles.top}>
        <KindIcon kind={node.kind} />
        <span className={styles.name}>{node.label}</span>
        {node.count !== undefined && <span className={styles.count}>{node.count}</span>}
      </span>
      <span className={styles.below}>
        {node.state && <Shape state={node.state} />}
        <span className={styles.word}>{node.word ?? node.kind}</span>
      </span>
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles.handle} />
    </div>
  );
}
