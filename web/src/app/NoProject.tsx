import type { ApiError } from "../api/errors";
import { ErrorNote } from "../components/ErrorNote";
import { Link } from "../components/Link";
import styles from "./Page.module.css";
import { useTitle } from "./title";

/** A project in which the signed-in person has no role: what is missing, and whom to ask. */
export function NoProject({ project, error }: { project: string; error: ApiError }) {
  useTitle("No access");
  return (
    <div className={styles.page}>
      <h1>
        You have no access to <span className="name">{project}</span>
      </h1>
      <ErrorNote error={error} />
      <p>
        <Link to="/-/projects">Choose another project</Link>
      </p>
    </div>
  );
}
