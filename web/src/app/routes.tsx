import {
  Activity,
  Box,
  CircleAlert,
  CircleQuestionMark,
  Columns3,
  Database,
  FlaskConical,
  Gauge,
  House,
  Play,
  RefreshCw,
  Rocket,
  Scale,
  ScrollText,
  Settings,
  SlidersHorizontal,
  Stamp,
  Users,
  Waypoints,
  Workflow,
  type LucideIcon,
} from "lucide-react";
import type { ComponentType } from "react";

export type Group = "" | "Build" | "Ship" | "Keep" | "Govern" | "Settings";

export interface Page {
  /** Behind `/p/<project>`; `$name` is one segment, `$` the rest. */
  path: string;
  /** Under src/pages, without `Page.tsx`; a page whose file is not there yet has no route and no link. */
  file: string;
  title: string;
  /** In the sidebar and the command menu; pages without are reached from others. */
  nav?: { group: Group; icon: LucideIcon; key?: string };
}

const at = (group: Group, icon: LucideIcon, key?: string): Page["nav"] => ({ group, icon, ...(key && { key }) });

/** Every page of a project. A page of one object stands behind its list, whose title it has in the breadcrumb. */
export const PAGES: readonly Page[] = [
  { path: "", file: "home/Home", title: "Home", nav: at("", House, "h") },

  { path: "data", file: "datasets/Datasets", title: "Data", nav: at("Build", Database, "d") },
  { path: "data/$name", file: "datasets/Dataset", title: "Data" },
  { path: "features", file: "features/Features", title: "Features", nav: at("Build", Columns3) },
  { path: "features/$name", file: "features/Feature", title: "Features" },
  { path: "runs", file: "runs/Runs", title: "Runs", nav: at("Build", Play, "e") },
  { path: "runs/$id", file: "runs/Run", title: "Runs" },
  { path: "compare", file: "runs/Compare", title: "Compare runs" },
  { path: "experiments", file: "runs/Experiments", title: "Experiments", nav: at("Build", FlaskConical) },
  { path: "experiments/$", file: "runs/Experiment", title: "Experiments" },
  { path: "studies", file: "runs/Studies", title: "Studies", nav: at("Build", SlidersHorizontal) },
  { path: "studies/$name", file: "runs/Study", title: "Studies" },
  { path: "pipelines", file: "pipelines/Pipelines", title: "Pipelines", nav: at("Build", Workflow, "p") },
  { path: "pipelines/$", file: "pipelines/Pipeline", title: "Pipelines" },

  { path: "models", file: "models/Models", title: "Models", nav: at("Ship", Box, "m") },
  { path: "models/$name", file: "models/Model", title: "Models" },
  { path: "approvals", file: "models/Approvals", title: "Approvals", nav: at("Ship", Stamp, "a") },
  { path: "approvals/$id", file: "models/Approval", title: "Approvals" },
  { path: "deployments", file: "deployments/Deployments", title: "Deployments", nav: at("Ship", Rocket, "s") },
  { path: "deployments/$name", file: "deployments/Deployment", title: "Deployments" },
  { path: "evaluations/$id", file: "models/Evaluation", title: "Evaluation" },

  { path: "monitor", file: "monitor/Monitors", title: "Monitor", nav: at("Keep", Activity, "o") },
  { path: "monitor/$name", file: "monitor/Monitor", title: "Monitor" },
  { path: "incidents", file: "monitor/Incidents", title: "Incidents", nav: at("Keep", CircleAlert, "i") },
  { path: "incidents/$id", file: "monitor/Incident", title: "Incidents" },
  { path: "loops", file: "loop/Loops", title: "Loops", nav: at("Keep", RefreshCw, "l") },
  { path: "loops/$name", file: "loop/Loop", title: "Loops" },
  { path: "loops/$name/cycles/$cycle", file: "loop/Cycle", title: "Loops" },

  { path: "charter", file: "charter/Charter", title: "Charter", nav: at("Govern", Scale) },
  { path: "maturity", file: "charter/Maturity", title: "Maturity", nav: at("Govern", Gauge) },
  { path: "lineage", file: "lineage/Lineage", title: "Lineage", nav: at("Govern", Waypoints) },
  { path: "why", file: "why/Why", title: "Why", nav: at("Govern", CircleQuestionMark, "w") },
  { path: "why/$", file: "why/Why", title: "Why" },
  { path: "audit", file: "audit/Audit", title: "Audit", nav: at("Govern", ScrollText, "u") },
  { path: "access", file: "access/Access", title: "Access", nav: at("Govern", Users) },

  { path: "settings", file: "settings/Settings", title: "Settings", nav: at("Settings", Settings, ",") },
];

/** Outside projects. */
export const GALLERY = "gallery/Gallery";

type Loaded = () => Promise<{ default: ComponentType }>;
const FILES = import.meta.glob<{ default: ComponentType }>("../pages/*/*Page.tsx");

/** How to load a page's file; undefined while there is none. */
export function loaderOf(file: string): Loaded | undefined {
  return FILES[`../pages/${file}Page.tsx`];
}

/** The pages that exist. */
export const HERE: readonly Page[] = PAGES.filter((page) => loaderOf(page.file) !== undefined);

/** Files among the pages that no line of the table names; a test wants this empty. */
export function strayFiles(): string[] {
  const known = new Set([...PAGES.map(({ file }) => file), GALLERY].map((file) => `../pages/${file}Page.tsx`));
  return Object.keys(FILES).filter((file) => !known.has(file));
}

/** The address of a page without parameters. */
export function pathOf(project: string, path: string): string {
  return `/p/${encodeURIComponent(project)}${path && `/${path}`}`;
}
