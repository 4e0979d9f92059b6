import { useRouterState } from "@tanstack/react-router";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { Link } from "../components/Link";
import { keyLabel } from "./keyboard";
import styles from "./Navigation.module.css";
import { sidebar } from "./preferences";
import { HERE, pathOf, type Group, type Page } from "./routes";

const GROUPS: readonly Group[] = ["", "Build", "Ship", "Keep", "Govern", "Settings"];

/** The areas of a project, in the order of a model's life. Folded it shows icons, whose names stay for everybody. */
export function Navigation({ project }: { project: string }) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const width = sidebar.use();
  const Fold = width === "wide" ? PanelLeftClose : PanelLeftOpen;
  const word = width === "wide" ? "Fold" : "Unfold";
  return (
    <nav className={styles.navigation} aria-label="Areas">
      <div className={styles.groups}>
        {GROUPS.map((group) => {
          const pages = HERE.filter(({ nav }) => nav?.group === group);
          if (pages.length === 0) return null;
          const isNamed = group !== "" && group !== "Settings";
          return (
            <div key={group} className={styles.group} data-last={group === "Settings" || undefined}>
              {isNamed ? <h2 className={styles.heading}>{group}</h2> : null}
              <ul>
                {pages.map((page) => (
                  <Item key={page.path} page={page} project={project} path={path} />
                ))}
              </ul>
            </div>
          );
        })}
      </div>
      <button
        type="button"
        className={styles.fold}
        title={`${word} the sidebar · \\`}
        onClick={() => sidebar.set(width === "wide" ? "narrow" : "wide")}
      >
        <Fold size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.label}>{word}</span>
      </button>
    </nav>
  );
}

function Item({ page, project, path }: { page: Page; project: string; path: string }) {
  const to = pathOf(project, page.path);
  const { icon: Icon, key } = page.nav!;
  const isCurrent = path === to || path === `${to}/`;
  const isInside = page.path !== "" && path.startsWith(`${to}/`);
  return (
    <li>
      <Link
        to={to}
        className={styles.item}
        data-inside={isInside || undefined}
        aria-current={isCurrent ? "page" : isInside ? "true" : undefined}
        title={key ? `${page.title} · ${keyLabel(`g ${key}`)}` : page.title}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.label}>{page.title}</span>
      </Link>
    </li>
  );
}
