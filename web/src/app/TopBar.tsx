import { Menu as MenuIcon, Search } from "lucide-react";
import type { Answer } from "../api/call";
import { IconButton } from "../components/Button";
import { Link } from "../components/Link";
import { Breadcrumb } from "./Breadcrumb";
import { keyLabel } from "./keyboard";
import { LiveDot } from "./LiveDot";
import { Mark } from "./Mark";
import { ProjectSwitch } from "./ProjectSwitch";
import { pathOf } from "./routes";
import styles from "./TopBar.module.css";
import { UserMenu } from "./UserMenu";

export interface TopBarProps {
  project: string;
  me: Answer<"access.whoami"> | undefined;
  onCommands: () => void;
  onHelp: () => void;
  onNavigation: () => void;
}

/** Project, place, search, whether the data is current, and who is signed in. */
export function TopBar({ project, me, onCommands, onHelp, onNavigation }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <span className={styles.onlyNarrow}>
        <IconButton label="Areas" icon={<MenuIcon size={18} aria-hidden />} onClick={onNavigation} />
      </span>
      <Link to={pathOf(project, "")} className={styles.home} aria-label="Flyball, home of the project">
        <Mark size={20} />
      </Link>
      <ProjectSwitch project={project} />
      <Breadcrumb project={project} />
      <button type="button" className={styles.search} onClick={onCommands} aria-keyshortcuts="Control+K Meta+K">
        <Search size={14} strokeWidth={1.75} aria-hidden />
        <span className={styles.searchText}>Search or jump to</span>
        <kbd className={styles.key}>{keyLabel("mod+k").replace("k", "K")}</kbd>
      </button>
      <LiveDot />
      <UserMenu me={me} project={project} onHelp={onHelp} />
    </header>
  );
}
