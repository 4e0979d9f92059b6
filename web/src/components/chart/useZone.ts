import { useSyncExternalStore } from "react";
import type { Zone } from "../../format/time";

// The zone is one setting of the whole page, kept on the root element (`data-zone`) where every part can read it.
function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-zone"] });
  return () => observer.disconnect();
}

/** Whether times are shown in the reader's zone or in UTC. */
export function useZone(): Zone {
  return useSyncExternalStore(
    subscribe,
    () => (document.documentElement.dataset["zone"] === "utc" ? "utc" : "local"),
    () => "utc",
  );
}
