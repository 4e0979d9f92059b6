import { useRouterState } from "@tanstack/react-router";
import { Link } from "../components/Link";
import styles from "./Breadcrumb.module.css";
import { HERE, PAGES, pathOf } from "./routes";
import { useShownTitle } from "./title";

/** Area, and the object that is open; the project stands before it in its own switch. */
export function Breadcrumb({ project }: { project: string }) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const title = useShownTitle();
  const rest = path.slice(pathOf(project, "").length).replace(/^\/|\/$/g, "");
  const [first = ""] = rest.split("/");
  const area = PAGES.find((page) => page.path.split("/")[0] === first);
  const hasList = HERE.some((page) => page.path === first);
  const isInside = rest.includes("/");
  return (
    <nav aria-label="Place" className={styles.trail}>
      <ol className={styles.list}>
        {area ? (
          <li className={styles.area}>
            {isInside && hasList ? <Link to={pathOf(project, first)}>{area.title}</Link> : <span aria-current={isInside ? undefined : "page"}>{area.title}</span>}
          </li>
        ) : null}
        {isInside && title ? (
          <li className={styles.object}>
            <span className="name" aria-current="page" title={title}>
              {title}
            </span>
          </li>
        ) : null}
      </ol>
    </nav>
  );
}
