import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { ROOT } from "../../api/place";

/** Go to a path of the application, query and all. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  return useCallback((path) => router.history.push(ROOT + path.replace(/^\//, "")), [router]);
}
