import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import styles from "./ActionMenu.module.css";

export interface Action {
  label: string;
  run: () => void | Promise<void>;
  isOn?: boolean;
}

/** Three dots and a short menu; kept here, light, because every chart on every page carries one. */
export function ActionMenu({ label, actions }: { label: string; actions: Action[] }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const root = useRef<HTMLSpanElement | null>(null);
  const button = useRef<HTMLButtonElement | null>(null);
  const id = useId();

  useEffect(() => {
    if (!isOpen) return undefined;
    root.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
    const outside = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setIsOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [isOpen]);

  const close = (): void => {
    setIsOpen(false);
    button.current?.focus();
  };
  const move = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    const items = [...(root.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    const here = items.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1 + items.length, Home: 0, End: items.length - 1 };
    if (event.key === "Escape") close();
    else if (event.key === "Tab") return setIsOpen(false);
    else if (event.key in to) items[(to[event.key] ?? 0) % items.length]?.focus();
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  };

  return (
    <span ref={root} className={styles.root} onKeyDown={move}>
      <button
        ref={button} type="button" className={styles.button} aria-label={label} title="Table view, export"
        aria-haspopup="menu" aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={() => setIsOpen(!isOpen)}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="3" cy="8" r="1.4" /><circle cx="8" cy="8" r="1.4" /><circle cx="13" cy="8" r="1.4" />
        </svg>
      </button>
      {isOpen && (
        <span role="menu" id={id} aria-label={label} className={styles.menu}>
          {actions.map((action) => (
            <button
              key={action.label} type="button" tabIndex={-1} className={styles.item}
              role={action.isOn === undefined ? "menuitem" : "menuitemcheckbox"} aria-checked={action.isOn}
              onClick={() => {
                close();
                void action.run();
              }}
            >
              {action.isOn !== undefined && <span className={styles.tick}>{action.isOn ? "✓" : ""}</span>}
              {action.label}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}
