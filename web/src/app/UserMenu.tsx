import { CircleUser } from "lucide-react";
import type { Answer } from "../api/call";
import { API } from "../api/place";
import { signOut } from "../api/session";
import { IconButton } from "../components/Button";
import { Menu, type MenuItem } from "../components/Menu";
import { density, theme } from "./preferences";
import { HERE, pathOf } from "./routes";

export interface UserMenuProps {
  me: Answer<"access.whoami"> | undefined;
  project: string;
  onHelp: () => void;
}

/** Who is signed in, how the interface looks, help, and the way out. */
export function UserMenu({ me, project, onHelp }: UserMenuProps) {
  const chosen = theme.use();
  const rows = density.use();
  const settings = HERE.find(({ path }) => path === "settings");
  const items: MenuItem[] = [
    { heading: me ? `${me.principal} · ${me.roles.join(", ") || "no role here"}` : "Signed in" },
    "line",
    { heading: "Theme" },
    { label: "As the system", isChecked: chosen === "system", onToggle: () => theme.set("system") },
    { label: "Light", isChecked: chosen === "light", onToggle: () => theme.set("light") },
    { label: "Dark", isChecked: chosen === "dark", onToggle: () => theme.set("dark") },
    "line",
    { label: "Compact rows", isChecked: rows === "compact", onToggle: (on) => density.set(on ? "compact" : "comfortable") },
    "line",
    ...(settings ? [{ label: "Settings", to: pathOf(project, settings.path), shortcut: "g ," }] : []),
    { label: "Keyboard", shortcut: "?", onSelect: onHelp },
    { label: "The API, described", onSelect: () => void window.open(`${API}/docs`, "_blank", "noopener") },
    "line",
    { label: "Sign out", onSelect: signOut },
  ];
  return (
    <Menu
      label="You and this interface"
      items={items}
      trigger={<IconButton label={me?.principal ?? "You"} icon={<CircleUser size={18} strokeWidth={1.75} aria-hidden />} />}
    />
  );
}
