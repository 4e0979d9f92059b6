import { useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent, ReactNode, Ref } from "react";
import { currentProject, ROOT } from "../../api/place";

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> {
  /** A path of this application, without the URL prefix it may be served under. */
  to: string;
  children: ReactNode;
  ref?: Ref<HTMLAnchorElement>;
}

/** A link inside the application: a real address for the browser, no page load for a plain click, fetched on hover. */
export function Link({ to, children, onClick, ...rest }: LinkProps) {
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | undefined;
  const href = ROOT + to.replace(/^\//, "");
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!router || !isPlain || event.defaultPrevented || rest.target === "_blank" || rest.download !== undefined) return;
    event.preventDefault();
    router.history.push(href);
  };
  const prefetch = () => void router?.preloadRoute({ to } as never).catch(() => undefined);
  return (
    <a {...rest} href={href} onClick={follow} onPointerEnter={prefetch} onFocus={prefetch}>
      {children}
    </a>
  );
}

/** The project of the page that is open; empty on pages outside projects. */
export function useProject(): string {
  return currentProject();
}
