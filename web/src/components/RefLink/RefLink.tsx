import { currentProject } from "../../api/place";
import { parseRef, refLabel, refPath } from "../../format/ref";
import { Link } from "../Link";
import { KindIcon } from "./KindIcon";
import styles from "./RefLink.module.css";

export interface RefLinkProps {
  /** A Ref: `model:late-flight@4`, `run:0193…`. */
  to: string;
  /** Show the Ref as it is written instead of its name alone. */
  isWhole?: boolean;
}

/** A link to whatever a Ref names, with the icon of its kind. What is no Ref is shown as plain text. */
export function RefLink({ to, isWhole = false }: RefLinkProps) {
  const project = currentProject();
  const ref = parseRef(to);
  if (!ref) return <span className="name">{to}</span>;
  return (
    <Link to={refPath(ref, project)} className={styles.link} title={to}>
      <KindIcon kind={ref.kind} />
      <span className="name">{isWhole ? to : refLabel(ref)}</span>
    </Link>
  );
}
