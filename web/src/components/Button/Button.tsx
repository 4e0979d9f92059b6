import { LoaderCircle } from "lucide-react";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from "react";
import { Tooltip } from "../Tooltip";
import styles from "./Button.module.css";

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled"> {
  kind?: "primary" | "plain" | "danger" | "quiet";
  /** Why it cannot be pressed now; the button stays reachable and says so. */
  disabledBecause?: string | null | false;
  /** The key that does the same, shown in the tip. */
  shortcut?: string;
  icon?: ReactNode;
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A verb: "Roll back", "Approve version 4". */
export function Button(props: ButtonProps) {
  const { kind = "plain", disabledBecause, shortcut, icon, isBusy = false, children, className, onClick, ...rest } = props;
  const isOff = Boolean(disabledBecause) || isBusy;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isOff) event.preventDefault();
    else onClick?.(event);
  };
  const classes = [styles.button, styles[kind], children ? "" : styles.square, className ?? ""].join(" ");
  const button = (
    <button type="button" {...rest} className={classes} aria-disabled={isOff || undefined} aria-busy={isBusy || undefined} onClick={press}>
      {isBusy ? <LoaderCircle size={14} className={styles.turning} aria-hidden /> : icon}
      {children ? <span className={styles.text}>{children}</span> : null}
    </button>
  );
  if (!disabledBecause && !shortcut) return button;
  const tip = disabledBecause || (typeof children === "string" ? children : (rest["aria-label"] ?? ""));
  return (
    <Tooltip text={tip} shortcut={disabledBecause ? undefined : shortcut}>
      {button}
    </Tooltip>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "aria-label"> {
  /** Its name for everybody: shown as a tip and read aloud. */
  label: string;
  icon: ReactNode;
}

/** A button that is only an icon; it always has a name. */
export function IconButton({ label, kind = "quiet", disabledBecause, shortcut, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={disabledBecause ? `${label}: ${disabledBecause}` : label} shortcut={shortcut}>
      <Button {...rest} kind={kind} aria-label={label} disabledBecause={null} aria-disabled={disabledBecause ? true : undefined}
        onClick={disabledBecause ? undefined : rest.onClick} />
    </Tooltip>
  );
}
