import { Maximize2, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "../Button";
import { useFocus } from "../Dialog/useFocus";
import { Link } from "../Link";
import styles from "./Drawer.module.css";

export interface DrawerProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** The whole page of what is shown here. */
  to?: string;
  /** Beside the title: a status, chips. */
  chips?: ReactNode;
  width?: number;
  children: ReactNode;
}

/** A look at a related object on the right, while the page beside it stays usable. Escape closes. */
export function Drawer({ isOpen, onClose, title, to, chips, width = 480, children }: DrawerProps) {
  const focus = useFocus();
  return (
    <Radix.Root modal={false} open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Content
          className={styles.drawer}
          style={{ width }}
          aria-describedby={undefined}
          {...focus}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <header className={styles.head}>
            <Radix.Title className={styles.title}>
              <span className="name" title={title}>
                {title}
              </span>
            </Radix.Title>
            {chips}
            <span className={styles.tools}>
              {to ? (
                <Link to={to} className={styles.open} aria-label={`Open ${title}`} title="Open the page">
                  <Maximize2 size={14} aria-hidden />
                </Link>
              ) : null}
              <Radix.Close asChild>
                <IconButton label="Close" shortcut="Esc" icon={<X size={16} aria-hidden />} />
              </Radix.Close>
            </span>
          </header>
          <div className={styles.body}>{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
