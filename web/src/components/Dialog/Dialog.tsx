import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { FormEvent, ReactNode } from "react";
import { IconButton } from "../Button";
import styles from "./Dialog.module.css";
import { useFocus } from "./useFocus";

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in one sentence. */
  description?: ReactNode;
  /** The buttons; the primary one has `type="submit"` when `onSubmit` is given. */
  footer?: ReactNode;
  /** Makes the dialog a form: Enter in a field submits. */
  onSubmit?: () => void;
  width?: number;
  children?: ReactNode;
}

/** A question that has to be answered first. Focus stays inside and returns to where it was; Escape closes. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, description, width = 480 } = props;
  const focus = useFocus();
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content className={styles.dialog} style={{ maxWidth: width }} {...focus} {...(description ? {} : { "aria-describedby": undefined })}>
          <header className={styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" shortcut="Esc" icon={<X size={16} aria-hidden />} />
            </Radix.Close>
          </header>
          <Inside {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Inside({ description, footer, onSubmit, children }: DialogProps) {
  const content = (
    <>
      <div className={styles.body}>
        {description ? (
          <Radix.Description asChild>
            <div className={styles.description}>{description}</div>
          </Radix.Description>
        ) : null}
        {children}
      </div>
      {footer ? <footer className={styles.foot}>{footer}</footer> : null}
    </>
  );
  if (!onSubmit) return content;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {content}
    </form>
  );
}
