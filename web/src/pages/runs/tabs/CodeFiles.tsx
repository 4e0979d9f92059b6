import { useState } from "react";
import { Button } from "../../../components/Button";
import { Code } from "../../../components/Code";
import { Panel } from "../../../components/Panel";
import { counted } from "../../../format/number";
import { formatBytes } from "../../../format/bytes";
import styles from "../runs.module.css";
import { useText } from "./CodeTab";

interface Module {
  digest: string;
  path: string;
  size_bytes: number;
}

/** The modules the run's function came from, as they were. */
export function CodeFiles({ digest }: { digest: string }) {
  const tree = useText(digest);
  const [open, setOpen] = useState("");
  return (
    <Panel title="Code" note="the modules as they were when the run started" query={tree}>
      {(text) => {
        const modules = modulesOf(text);
        return (
          <>
            <p className="quiet">{counted(modules.length, "file")}</p>
            <table className={styles.list}>
              <colgroup><col /><col width="80" /></colgroup>
              <tbody>
                {modules.map((file) => (
                  <tr key={file.path}>
                    <td><Button kind="quiet" aria-expanded={open === file.digest} onClick={() => setOpen(open === file.digest ? "" : file.digest)}>{file.path}</Button></td>
                    <td className={styles.end}>{formatBytes(file.size_bytes)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {open ? <Source digest={open} path={modules.find((file) => file.digest === open)?.path ?? ""} /> : null}
          </>
        );
      }}
    </Panel>
  );
}

function Source({ digest, path }: { digest: string; path: string }) {
  const text = useText(digest);
  return text.data === undefined ? null : <Code text={text.data} language="python" label={path} hasLineNumbers maxHeight={560} />;
}

function modulesOf(text: string): Module[] {
  try {
    const { modules } = JSON.parse(text) as { modules?: Record<string, Module> };
    return Object.values(modules ?? {}).filter(({ size_bytes }) => size_bytes > 0);
  } catch {
    return [];
  }
}
