import { middle } from "../../format/ref";
import { CopyButton } from "../CopyButton";
import styles from "./Digest.module.css";

export interface DigestProps {
  value: string | null | undefined;
  /** What it is the digest of, for the copy button's name. */
  label?: string;
}

/** A digest or id, cut in the middle, whole on hover and on copy. */
export function Digest({ value, label = "digest" }: DigestProps) {
  if (!value) return <span>–</span>;
  return (
    <span className={styles.digest}>
      <code title={value}>{middle(value, 6, 6)}</code>
      <CopyButton text={value} label={`Copy ${label}`} />
    </span>
  );
}
