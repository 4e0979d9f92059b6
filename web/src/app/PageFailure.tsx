import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { asApiError } from "../api/errors";
import { ErrorNote } from "../components/ErrorNote";
import styles from "./Page.module.css";

/** A page that broke: alone, inside the shell, saying what happened, with a way to try again. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  useEffect(() => reloadOnceIfReplaced(error), [error]);
  return (
    <div className={styles.page}>
      <h1>This page failed</h1>
      <ErrorNote error={asApiError(error)} retry={reset} />
    </div>
  );
}

/** After an update the server has no file under the old hashed name any more: the new page knows the new names. */
export function reloadOnceIfReplaced(error: unknown): void {
  if (!(error instanceof Error) || !/dynamically imported module|preload CSS/i.test(error.message)) return;
  const key = "flyball.reloaded";
  if (Date.now() - Number(sessionStorage.getItem(key) ?? 0) < 30_000) return;
  sessionStorage.setItem(key, String(Date.now()));
  location.reload();
}
