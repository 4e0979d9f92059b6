import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";
import { projectPath } from "./href";

/** Follows a path inside the application without loading it anew; plain clicks only, so new tabs still work. */
export function useFollow(): (to: string) => (event: MouseEvent) => void {
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | undefined;
  return (to) => (event) => {
    if (!router || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate({ href: projectPath(to) });
  };
}

/** A link from inside a chart: a path ("/p/…") or a Ref ("model:late-flight@4"). */
export function ChartLink({ to, children, className, title }: { to: string; children: ReactNode; className?: string | undefined; title?: string }): ReactNode {
  const follow = useFollow();
  return (
    <a href={projectPath(to)} className={className} title={title} onClick={follow(to)}>
      {children}
    </a>
  );
}
