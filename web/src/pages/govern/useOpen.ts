import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { ROOT } from "../../api/place";

/** Opens a path of this application, as a click on a link to it would. */
export function useOpen(): (path: string) => void {
  const router = useRouter();
  return useCallback((path) => router.history.push(ROOT + path.replace(/^\//, "")), [router]);
}
