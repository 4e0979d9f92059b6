import { currentProject } from "../api/place";
import { useCall } from "../api/queries";
import { recentProjects } from "./recent";

/** The projects to choose from: those the person may see, the ones opened last in this browser first. */
export function useProjects(): string[] {
  const { data } = useCall("projects.list_projects", {});
  const visible = data?.map(({ name }) => name);
  const recent = recentProjects().filter((name) => visible?.includes(name) ?? true);
  return [...new Set([currentProject(), ...recent, ...(visible ?? [])])].filter(Boolean);
}
