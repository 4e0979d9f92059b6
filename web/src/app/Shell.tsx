import type { QueryClient } from "@tanstack/react-query";
import { Outlet, useParams, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { followProject } from "../api/live";
import { useCall } from "../api/queries";
import { Footer } from "./Footer";
import { useShortcut } from "./keyboard";
import { Navigation } from "./Navigation";
import { NoProject } from "./NoProject";
import { sidebar } from "./preferences";
import styles from "./Shell.module.css";
import { TopBar } from "./TopBar";
import { useGoKeys } from "./useGoKeys";

const CommandMenu = lazy(() => import("./CommandMenu"));
const KeyboardHelp = lazy(() => import("./KeyboardHelp"));

/** The frame around every page of a project: bar on top, areas at the side, page, a line below. */
export function Shell({ client }: { client: QueryClient }) {
  const { project = "" } = useParams({ strict: false }) as { project?: string };
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [open, setOpen] = useState<"" | "commands" | "actions" | "help" | "navigation">("");
  const width = sidebar.use();
  const me = useCall("access.whoami", {}, { project });

  useEffect(() => followProject(project, client), [project, client]);
  useEffect(() => setOpen(""), [path]);
  useGoKeys(project);
  useShortcut("Escape", "Close the areas", () => setOpen(""), "Everywhere", open === "navigation");
  useShortcut("mod+k", "Search, jump, act", () => setOpen("commands"), "Everywhere");
  useShortcut(".", "Actions of this page", () => setOpen("actions"), "Everywhere");
  useShortcut("?", "This help", () => setOpen("help"), "Everywhere");
  useShortcut("\\", "Fold the sidebar", () => sidebar.set(width === "wide" ? "narrow" : "wide"), "Everywhere");

  const isRefused = me.error?.status === 403;
  return (
    <div className={styles.shell} data-sidebar={width} data-open={open === "navigation" || undefined}>
      <a className={styles.skip} href="#content">
        Skip to the page
      </a>
      <TopBar
        project={project}
        me={me.data}
        onCommands={() => setOpen("commands")}
        onHelp={() => setOpen("help")}
        onNavigation={() => setOpen(open === "navigation" ? "" : "navigation")}
      />
      <Navigation project={project} />
      <button type="button" className={styles.scrim} tabIndex={-1} aria-label="Close the navigation" onClick={() => setOpen("")} />
      <main id="content" tabIndex={-1} className={styles.content}>
        {me.error && isRefused ? <NoProject project={project} error={me.error} /> : <Outlet key={project} />}
      </main>
      <Footer />
      <Suspense fallback={null}>
        {open === "commands" || open === "actions" ? (
          <CommandMenu project={project} isActionsOnly={open === "actions"} onClose={() => setOpen("")} />
        ) : null}
        {open === "help" ? <KeyboardHelp onClose={() => setOpen("")} /> : null}
      </Suspense>
    </div>
  );
}
