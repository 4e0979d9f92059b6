import { ROOT } from "../api/place";

export interface Place {
  path: string;
  title: string;
}

const LONGEST = 12;
const keyOf = (project: string) => `flyball.recent.${ROOT}${project}`;

/** The places of a project seen last in this browser, the newest first. */
export function recentPlaces(project: string): Place[] {
  return read<Place[]>(keyOf(project)) ?? [];
}

export function remember(project: string, place: Place): void {
  const bare = place.path.slice(ROOT.length - 1);
  const others = recentPlaces(project).filter(({ path }) => path.split("?")[0] !== bare.split("?")[0]);
  write(keyOf(project), [{ ...place, path: bare }, ...others].slice(0, LONGEST));
  write(`flyball.projects.${ROOT}`, [project, ...recentProjects().filter((name) => name !== project)].slice(0, LONGEST));
}

/** Projects opened in this browser, the newest first. */
export function recentProjects(): string[] {
  return read<string[]>(`flyball.projects.${ROOT}`) ?? [];
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // full or forbidden: recent places are a convenience
  }
}
