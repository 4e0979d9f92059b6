import { createContext, type ReactNode, useContext, useId, useMemo } from "react";
import styles from "./Field.module.css";

export interface FieldProps {
  label: string;
  /** What to write, in a few words under the control. */
  hint?: ReactNode;
  /** What is wrong with it, in its place; read aloud with the control. */
  error?: string | null;
  isRequired?: boolean;
  /** Keep the label for screen readers only. */
  isLabelHidden?: boolean;
  children: ReactNode;
}

interface Wiring {
  id: string;
  describedBy: string | undefined;
  isInvalid: boolean;
  isRequired: boolean;
}

const FieldContext = createContext<Wiring | null>(null);

/** A label, a control, a hint and an error that belong together; the control inside is wired by itself. */
export function Field({ label, hint, error, isRequired = false, isLabelHidden = false, children }: FieldProps) {
  const id = useId();
  const describedBy = [error ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ") || undefined;
  const isInvalid = Boolean(error);
  const wiring = useMemo(() => ({ id, describedBy, isInvalid, isRequired }), [id, describedBy, isInvalid, isRequired]);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? "unseen" : styles.label}>
        {label}
        {isRequired ? <span className={styles.required}> needed</span> : null}
      </label>
      <FieldContext value={wiring}>{children}</FieldContext>
      {error ? (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** The attributes that tie a control to the Field around it; none outside a Field. */
export function useField() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.isInvalid || undefined,
    "aria-required": field.isRequired || undefined,
  };
}
