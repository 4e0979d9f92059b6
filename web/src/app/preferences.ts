import { stored } from "./stored";

/** `system` follows the operating system, also while the page is open. */
export const theme = stored("theme", ["system", "light", "dark"], applyAppearance);
export const density = stored("density", ["comfortable", "compact"], applyAppearance);
export const singleKeys = stored("keys", ["on", "off"]);
export const sidebar = stored("sidebar", ["wide", "narrow"]);

function applyAppearance(): void {
  if (typeof document === "undefined") return;
  const chosen = theme.get();
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset["theme"] = chosen === "system" ? (isDark ? "dark" : "light") : chosen;
  document.documentElement.dataset["density"] = density.get();
}

/** Keep following the system's theme; theme.js has set the first one before anything was painted. */
export function followSystem(): void {
  applyAppearance();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyAppearance);
}
