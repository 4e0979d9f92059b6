import { type ReactNode, useId } from "react";
import { ErrorNote } from "../ErrorNote";
import { Skeleton } from "../Skeleton";
import styles from "./Panel.module.css";

/** The part of a query result a panel needs; every `useCall` gives it. */
export interface PanelQuery<Data> {
  data: Data | undefined;
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  isPlaceholderData?: boolean;
  refetch: () => unknown;
}

export interface PanelProps<Data> {
  title: string;
  /** A short line under the title: where the numbers come from. */
  note?: ReactNode;
  actions?: ReactNode;
  query?: PanelQuery<Data>;
  /** Height of the skeleton, the height of what comes. */
  height?: number;
  lines?: number;
  /** Without the padding, for a table that goes to the edge. */
  isFlush?: boolean;
  children: ReactNode | ((data: Data) => ReactNode);
}

/** A titled part of a page that loads, fails and is tried again on its own. */
export function Panel<Data>(props: PanelProps<Data>) {
  const { title, note, actions, isFlush = false } = props;
  const id = useId();
  const isStale = Boolean(props.query?.isPlaceholderData && props.query.isFetching);
  return (
    <section className={styles.panel} aria-labelledby={id} aria-busy={props.query?.isPending || undefined}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note ? <p className={styles.note}>{note}</p> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      <div className={`${styles.body} ${isFlush ? styles.flush : ""} ${isStale ? styles.stale : ""}`}>{body(props)}</div>
    </section>
  );
}

function body<Data>({ query, children, height, lines = 4 }: PanelProps<Data>): ReactNode {
  if (!query) return typeof children === "function" ? null : children;
  const failed = query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null;
  if (query.data === undefined) return failed ?? <Skeleton lines={lines} height={height} />;
  return (
    <>
      {failed}
      {typeof children === "function" ? children(query.data) : children}
    </>
  );
}
