import { useId } from "react";
import styles from "./SettingsPage.module.css";

export interface ChoiceProps<T extends string> {
  legend: string;
  value: T;
  onChange: (value: T) => void;
  options: Record<T, string>;
}

/** One of a few, all visible; takes effect at once. */
export function Choice<T extends string>({ legend, value, onChange, options }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {(Object.entries(options) as [T, string][]).map(([option, label]) => (
        <label key={option} className={styles.option}>
          <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
