import { useRef } from "react";

const FIELDS = "input:not([type=hidden]), textarea, select";

/**
 * Focus of a dialog: into its first field, or onto the dialog itself, and afterwards back to what had it. Radix gives
 * it back to its own trigger only, which a dialog opened by state has not.
 */
export function useFocus() {
  const opener = useRef<HTMLElement | null>(null);
  const onOpenAutoFocus = (event: Event) => {
    event.preventDefault();
    opener.current = openerOf(document.activeElement);
    const content = event.currentTarget as HTMLElement;
    (content.querySelector<HTMLElement>(FIELDS) ?? content).focus();
  };
  const onCloseAutoFocus = (event: Event) => {
    event.preventDefault();
    if (opener.current?.isConnected) opener.current.focus();
  };
  return { onOpenAutoFocus, onCloseAutoFocus };
}

/** What focus returns to; an entry of a menu is gone by then, its button is not. */
function openerOf(element: Element | null): HTMLElement | null {
  const button = element?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  const found = button ? document.getElementById(button) : element;
  return found instanceof HTMLElement ? found : null;
}
