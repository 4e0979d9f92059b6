import type { InputHTMLAttributes, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { useId } from "react";
import { useField } from "./Field";
import styles from "./Field.module.css";

type Without<Attributes> = Omit<Attributes, "value" | "onChange">;

export interface InputProps extends Without<InputHTMLAttributes<HTMLInputElement>> {
  value: string;
  onChange: (value: string) => void;
  /** Mono face, for ids and expressions. */
  isMono?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export function Input({ value, onChange, isMono, className, ...rest }: InputProps) {
  const wired = useField();
  const classes = `${styles.control} ${isMono ? "mono" : ""} ${className ?? ""}`;
  return <input autoComplete="off" {...wired} {...rest} className={classes} value={value} onChange={(event) => onChange(event.target.value)} />;
}

export interface TextareaProps extends Without<TextareaHTMLAttributes<HTMLTextAreaElement>> {
  value: string;
  onChange: (value: string) => void;
  isMono?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

export function Textarea({ value, onChange, isMono, className, rows = 4, ...rest }: TextareaProps) {
  const wired = useField();
  const classes = `${styles.control} ${styles.area} ${isMono ? "mono" : ""} ${className ?? ""}`;
  return <textarea {...wired} {...rest} rows={rows} className={classes} value={value} onChange={(event) => onChange(event.target.value)} />;
}

export interface Choice {
  value: string;
  label?: string;
  isOff?: boolean;
}

export interface SelectProps extends Without<SelectHTMLAttributes<HTMLSelectElement>> {
  value: string;
  onChange: (value: string) => void;
  options: readonly (string | Choice)[];
  /** Needed outside a Field. */
  label?: string;
}

/** The browser's own select: the quickest by keyboard and on a phone. */
export function Select({ value, onChange, options, label, className, ...rest }: SelectProps) {
  const wired = useField();
  return (
    <select {...wired} aria-label={label} {...rest} className={`${styles.control} ${styles.select} ${className ?? ""}`} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map((option) => {
        const choice = typeof option === "string" ? { value: option } : option;
        return (
          <option key={choice.value} value={choice.value} disabled={"isOff" in choice && choice.isOff}>
            {("label" in choice && choice.label) || choice.value}
          </option>
        );
      })}
    </select>
  );
}

export interface CheckboxProps extends Without<InputHTMLAttributes<HTMLInputElement>> {
  isChecked: boolean | "some";
  onChange: (isChecked: boolean) => void;
  label: string;
  isLabelHidden?: boolean;
}

export function Checkbox({ isChecked, onChange, label, isLabelHidden = false, className, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <span className={`${styles.check} ${className ?? ""}`}>
      <input
        {...rest}
        id={id}
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = isChecked === "some";
        }}
        checked={isChecked === true}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id} className={isLabelHidden ? "unseen" : undefined}>
        {label}
      </label>
    </span>
  );
}
