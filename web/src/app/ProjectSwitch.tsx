import { useRouter } from "@tanstack/react-router";
import { Check, ChevronsUpDown } from "lucide-react";
import { Menu } from "../components/Menu";
import styles from "./ProjectSwitch.module.css";
import { useProjects } from "./projects";
import { pathOf } from "./routes";

/** The project all of the page belongs to; choosing another opens its home. */
export function ProjectSwitch({ project }: { project: string }) {
  const router = useRouter();
  const projects = useProjects();
  const base = router.basepath.replace(/\/$/, "");
  const items = projects.map((name) => ({
    label: name,
    icon: name === project ? <Check size={14} aria-hidden /> : null,
    onSelect: () => router.history.push(base + pathOf(name, "")),
  }));
  return (
    <Menu
      label="Project"
      side="start"
      items={[{ heading: "Projects" }, ...items, "line", { label: "All projects", to: "/-/projects" }]}
      trigger={
        <button type="button" className={styles.switch} aria-label={`Project ${project}; choose another`}>
          <span className="name">{project}</span>
          <ChevronsUpDown size={14} aria-hidden className={styles.icon} />
        </button>
      }
    />
  );
}
