import { Tooltip as Radix } from "radix-ui";
import type { ReactElement } from "react";
import styles from "./Tooltip.module.css";

export interface TooltipProps {
  text: string;
  shortcut?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  /** One element that takes a ref and can be focused. */
  children: ReactElement;
}

/** The name or reason of a control, on hover and on focus. What must be read stands on the page instead. */
export function Tooltip({ text, shortcut, side = "bottom", children }: TooltipProps) {
  if (!text) return children;
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content className={styles.tip} side={side} sideOffset={5} collisionPadding={8}>
            {text}
            {shortcut ? <kbd className={styles.key}>{shortcut}</kbd> : null}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
