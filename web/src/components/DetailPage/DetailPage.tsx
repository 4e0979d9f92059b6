import { Braces, Copy, Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { useShortcut } from "../../app/keyboard";
import { useTitle } from "../../app/title";
import { useUrlState } from "../../app/urlState";
import { announce } from "../announce";
import { ApiCall, type ShownCall } from "../ApiCall";
import { type Chip, Chips } from "../Chips";
import { copyText } from "../CopyButton";
import { ErrorNote } from "../ErrorNote";
import { type Fact, Facts } from "../Facts";
import { Menu, type MenuItem } from "../Menu";
import type { PanelQuery } from "../Panel";
import { KindIcon } from "../RefLink";
import { Skeleton } from "../Skeleton";
import { Status, type StatusProps } from "../Status";
import { type Tab, Tabs } from "../Tabs";
import styles from "./DetailPage.module.css";

export interface DetailPageProps {
  /** Kind of the object: "model", "run". */
  kind: string;
  /** Its name: the one h1, and the title of the browser's tab. */
  title: string;
  /** Its Ref, for `y` and the menu. */
  address?: string;
  chips?: Chip[];
  status?: StatusProps;
  /** The one primary action. */
  action?: ReactNode;
  /** Further actions; copying and the API call are added. */
  menu?: MenuItem[];
  facts?: Fact[];
  /** The open one is in the address as `?tab=`. */
  tabs: Tab[];
  /** Where the computed numbers come from. */
  footer?: ReactNode;
  /** The calls behind this page, as the last tab "Code & API". */
  api?: readonly ShownCall[];
  /** What everything on the page hangs on: its loading and its failure are the page's. */
  query?: Pick<PanelQuery<unknown>, "data" | "error" | "refetch">;
  /** Between the facts and the tabs: a stepper, a warning. */
  children?: ReactNode;
}

/** The page of any object: the same things in the same places. */
export function DetailPage(props: DetailPageProps) {
  const { kind, title, chips = NO_CHIPS, status, action, facts, children, footer, query } = props;
  useTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <span className={styles.kind} title={kind}>
          <KindIcon kind={kind} size={18} />
          <span className="unseen">{kind}</span>
        </span>
        <h1 className={`name ${styles.title}`} title={title}>
          {title}
        </h1>
        <Chips items={chips} label="Versions and aliases" />
        {status ? <Status {...status} isTinted /> : null}
        <span className={styles.actions}>
          {action}
          <PageMenu {...props} />
        </span>
      </header>
      {facts ? <Facts items={facts} /> : null}
      {children}
      {query?.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      {query && query.data === undefined ? query.error ? null : <Skeleton lines={8} /> : <PageTabs {...props} />}
      {/* it comes with what it stands under, instead of being pushed down by it */}
      {footer && (!query || query.data !== undefined) ? <footer className={styles.foot}>{footer}</footer> : null}
    </div>
  );
}

const NO_CHIPS: Chip[] = [];

function PageTabs({ tabs, api, title }: DetailPageProps) {
  const [tab, setTab] = useUrlState("tab", tabs[0]?.id ?? "");
  const all = api?.length ? [...tabs, { id: "api", label: "Code & API", content: <ApiCall calls={api} /> }] : tabs;
  return <Tabs tabs={all} value={tab} onChange={(id) => setTab(id, { push: true })} label={`Parts of ${title}`} />;
}

function PageMenu({ address, api, menu = [], kind, tabs }: DetailPageProps) {
  const [, setTab] = useUrlState("tab", tabs[0]?.id ?? "");
  const copy = (text: string, what: string) => void copyText(text).then((isDone) => announce(isDone ? `Copied ${what}` : "The browser did not allow copying"));
  useShortcut("y", "Copy the Ref", () => copy(address ?? "", "the Ref"), "This page", Boolean(address));
  const items: MenuItem[] = [];
  if (address) items.push({ label: "Copy Ref", icon: <Copy size={14} aria-hidden />, shortcut: "y", onSelect: () => copy(address, "the Ref") });
  items.push({ label: "Copy link", icon: <Link2 size={14} aria-hidden />, onSelect: () => copy(location.href, "the link") });
  if (api?.length) items.push({ label: "Show as API call", icon: <Braces size={14} aria-hidden />, onSelect: () => setTab("api", { push: true }) });
  return <Menu label={`More actions of this ${kind}`} items={menu.length ? [...menu, "line", ...items] : items} />;
}
