import { useState } from "react";
import { type ShownCall, snippetOf, TOKEN_LINE } from "../../api/snippet";
import { Code } from "../Code";
import { Dialog } from "../Dialog";
import { Tabs } from "../Tabs";
import styles from "./ApiCall.module.css";

export type { ShownCall };

export interface ApiCallProps {
  calls: readonly ShownCall[];
}

/** The calls behind a page as curl and as Python, ready to run elsewhere. */
export function ApiCall({ calls }: ApiCallProps) {
  const [language, setLanguage] = useState("python");
  const snippets = calls.map((shown) => ({ shown, snippet: snippetOf(shown.id, shown.params as never) }));
  const list = (kind: "curl" | "python") => (
    <ul className={styles.calls}>
      {snippets.map(({ shown, snippet }) => (
        <li key={`${shown.id} ${JSON.stringify(shown.params)}`}>
          <p className={styles.needs}>
            <code>{shown.id}</code>
            {snippet.needs ? <span>needs {snippet.needs}</span> : null}
          </p>
          <Code text={snippet[kind]} language={kind === "curl" ? "bash" : "python"} label={`${shown.id} as ${kind}`} />
        </li>
      ))}
    </ul>
  );
  return (
    <div className={styles.box}>
      <p className={styles.needs}>
        Both read your token from the environment: <code>{TOKEN_LINE}</code>
      </p>
      <Tabs
        label="Language"
        value={language}
        onChange={setLanguage}
        tabs={[
          { id: "python", label: "Python", content: list("python") },
          { id: "curl", label: "curl", content: list("curl") },
        ]}
      />
    </div>
  );
}

/** The same in a dialog, for the menu entry "Show as API call". */
export function ApiCallDialog({ calls, isOpen, onClose }: ApiCallProps & { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="As API call" width={760}>
      <ApiCall calls={calls} />
    </Dialog>
  );
}
