import { useParams, useRouterState } from "@tanstack/react-router";
import { Link } from "../components/Link";
import styles from "./Page.module.css";
import { HERE, pathOf } from "./routes";
import { useTitle } from "./title";

/** For an address that names nothing: what it was, and where one can go from here. */
export function PageMissing() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { project } = useParams({ strict: false }) as { project?: string };
  useTitle("No such page");
  return (
    <div className={styles.page}>
      <h1>There is no page here</h1>
      <p className={styles.lead}>
        Nothing answers to <code className={styles.path}>{path}</code>. The address may be mistyped, or the page moved.
      </p>
      <ul className={styles.links}>
        {project ? (
          HERE.filter(({ nav }) => nav).map((page) => (
            <li key={page.path}>
              <Link to={pathOf(project, page.path)}>{page.title}</Link>
            </li>
          ))
        ) : (
          <li>
            <Link to="/-/projects">Choose a project</Link>
          </li>
        )}
      </ul>
    </div>
  );
}
