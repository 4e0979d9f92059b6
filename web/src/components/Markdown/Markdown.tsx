import { lazy, Suspense } from "react";
import { Skeleton } from "../Skeleton";

export interface MarkdownProps {
  text: string;
}

const Rendered = lazy(() => import("./Rendered"));

/** Text that people wrote in Markdown. Only known tags survive, nothing is fetched, links open elsewhere. */
export function Markdown({ text }: MarkdownProps) {
  return (
    <Suspense fallback={<Skeleton lines={4} label="Loading the text" />}>
      <Rendered text={text} />
    </Suspense>
  );
}
