import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { currentProject, ROOT } from "../../api/place";
import { pathOf } from "../../app/routes";

/** Go to a page of this project: `incidents/0193…?tab=timeline`. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  return useCallback((path) => router.history.push(ROOT + here(path).slice(1)), [router]);
}

/** The path of a page of this project, for links. */
export function here(path: string): string {
  return pathOf(currentProject(), path);
}
