import { type RefObject, useEffect, useRef, useState } from "react";

/** Whether a part of the page has come near the window yet: what is far below is asked for when somebody scrolls there. */
export function useSeen<Part extends Element>(): [RefObject<Part | null>, boolean] {
  const part = useRef<Part>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (!part.current || isSeen) return;
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    watcher.observe(part.current);
    return () => watcher.disconnect();
  }, [isSeen]);
  return [part, isSeen];
}
