import { RotateCw } from "lucide-react";
import { asApiError } from "../../api/errors";
import { Button } from "../Button";
import { CopyButton } from "../CopyButton";
import { Shape } from "../Status";
import styles from "./ErrorNote.module.css";

export interface ErrorNoteProps {
  error: unknown;
  retry?: () => void;
  /** One line, for under a form. */
  isShort?: boolean;
}

/** What the API said, in its words: the sentence, why, what to do now, the code and the request's id. */
export function ErrorNote({ error, retry, isShort = false }: ErrorNoteProps) {
  const said = asApiError(error);
  return (
    <div className={`${styles.note} ${isShort ? styles.short : ""}`} role="alert">
      <Shape state="bad" />
      <div className={styles.words}>
        <p className={styles.what}>
          <bdi>{said.what}</bdi>
          {said.why ? <span className={styles.why}>: <bdi>{said.why}</bdi></span> : null}
        </p>
        {said.hint ? <p className={styles.hint}>{said.hint}</p> : null}
        <p className={styles.code}>
          <code>{said.code}</code>
          {said.requestId ? (
            <>
              <span>request</span> <code className="name">{said.requestId}</code>
              <CopyButton text={said.requestId} label="Copy request id" />
            </>
          ) : null}
        </p>
      </div>
      {retry ? (
        <Button icon={<RotateCw size={14} aria-hidden />} onClick={retry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
