import { currentProject } from "../api/place";
import { recentProjects } from "./recent";

/** The projects to choose from: those opened in this browser, the current one first. */
export function useProjects(): string[] {
  return [...new Set([currentProject(), ...recentProjects(), "local"])].filter(Boolean);
}
