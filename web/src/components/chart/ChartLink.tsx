import type { ReactNode } from "react";
import { currentProject } from "../../api/place";
import { refPath } from "../../format/ref";
import { Link } from "../Link";

interface ChartLinkProps {
  /** A path ("/p/airline/runs") or a Ref ("model:late-flight@4"). */
  to: string;
  children: ReactNode;
  className?: string | undefined;
  title?: string;
}

/** A link from inside a chart to a page or to the page of an object. */
export function ChartLink({ to, children, className, title }: ChartLinkProps): ReactNode {
  const isPath = to.startsWith("/") && !to.startsWith("//");
  return (
    <Link to={isPath ? to : refPath(to, currentProject())} className={className} title={title}>
      {children}
    </Link>
  );
}
