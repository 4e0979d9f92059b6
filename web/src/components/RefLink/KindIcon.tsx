import {
  Activity,
  Box,
  Boxes,
  CircleAlert,
  CircleHelp,
  Code,
  Columns3,
  Container,
  Database,
  File,
  FlaskConical,
  FolderKanban,
  ListChecks,
  type LucideIcon,
  Play,
  RefreshCw,
  Rocket,
  Scale,
  Stamp,
  Target,
  User,
  Workflow,
} from "lucide-react";

const ICONS: Record<string, LucideIcon> = {
  approval: Stamp,
  artifact: File,
  charter: Scale,
  code: Code,
  cycle: RefreshCw,
  dataset: Database,
  deployment: Rocket,
  environment: Container,
  evaluation: ListChecks,
  experiment: FlaskConical,
  "feature-service": Columns3,
  features: Columns3,
  incident: CircleAlert,
  loop: RefreshCw,
  model: Box,
  monitor: Activity,
  pipeline: Workflow,
  prediction: Target,
  principal: User,
  project: FolderKanban,
  run: Play,
  source: File,
  study: FlaskConical,
  trial: Boxes,
  user: User,
};

/** The icon of a kind of object; its name is always written beside it. */
export function KindIcon({ kind, size = 14 }: { kind: string; size?: number }) {
  const Icon = ICONS[kind] ?? CircleHelp;
  return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}
