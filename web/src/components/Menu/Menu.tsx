import { Check, Ellipsis } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { IconButton } from "../Button";
import { Link } from "../Link";
import styles from "./Menu.module.css";

export interface MenuAction {
  label: string;
  icon?: ReactNode;
  /** The key that does the same. */
  shortcut?: string | undefined;
  onSelect?: () => void;
  to?: string;
  isDangerous?: boolean;
  disabledBecause?: string | null | false;
}
export interface MenuCheck {
  label: string;
  isChecked: boolean;
  onToggle: (isChecked: boolean) => void;
}
export type MenuItem = MenuAction | MenuCheck | { heading: string } | "line";

export interface MenuProps {
  /** The name of the menu: "Actions of this run". */
  label: string;
  items: MenuItem[];
  /** The button; three dots when left out. */
  trigger?: ReactElement;
  side?: "start" | "end";
}

/** Actions behind a button, by arrows, letters and mouse; each shows its key, and why it is off. */
export function Menu({ label, items, trigger, side = "end" }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>
        {trigger ?? <IconButton label={label} icon={<Ellipsis size={16} aria-hidden />} />}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} align={side} sideOffset={4} collisionPadding={8} aria-label={label}>
          {items.map((item, at) => (
            <Item key={keyOf(item, at)} item={item} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function keyOf(item: MenuItem, at: number): string {
  if (item === "line") return `line-${at}`;
  return "heading" in item ? `heading-${item.heading}` : item.label;
}

function Item({ item }: { item: MenuItem }) {
  if (item === "line") return <Radix.Separator className={styles.line} />;
  if ("heading" in item) return <Radix.Label className={styles.heading}>{item.heading}</Radix.Label>;
  if ("isChecked" in item) {
    return (
      <Radix.CheckboxItem
        className={styles.item}
        checked={item.isChecked}
        onCheckedChange={item.onToggle}
        onSelect={(event) => event.preventDefault()}
      >
        <span className={styles.icon}>{item.isChecked ? <Check size={14} aria-hidden /> : null}</span>
        <span className={styles.label}>{item.label}</span>
      </Radix.CheckboxItem>
    );
  }
  return <Action item={item} />;
}

function Action({ item }: { item: MenuAction }) {
  const words = (
    <>
      <span className={styles.icon}>{item.icon}</span>
      <span className={styles.label}>
        {item.label}
        {item.disabledBecause ? <span className={styles.because}>{item.disabledBecause}</span> : null}
      </span>
      {item.shortcut ? <kbd className={styles.key}>{item.shortcut}</kbd> : null}
    </>
  );
  const classes = `${styles.item} ${item.isDangerous ? styles.danger : ""}`;
  if (item.to && !item.disabledBecause) {
    return (
      <Radix.Item className={classes} asChild>
        <Link to={item.to}>{words}</Link>
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={classes} disabled={Boolean(item.disabledBecause)} onSelect={() => item.onSelect?.()}>
      {words}
    </Radix.Item>
  );
}
