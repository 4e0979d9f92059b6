import { useState } from "react";
import { Input } from "../../../components/Field";
import { Panel } from "../../../components/Panel";
import styles from "../runs.module.css";
import { useText } from "./CodeTab";

interface Lock {
  distributions?: Record<string, string>;
  python?: string;
  platform?: string;
  [more: string]: unknown;
}

const MOST = 40;

/** Interpreter, system and installed distributions, with a search over them. */
export function EnvironmentPanel({ digest }: { digest: string }) {
  const text = useText(digest);
  const [wanted, setWanted] = useState("");
  return (
    <Panel title="Environment" note={text.data ? says(lockOf(text.data)) : undefined} query={text}>
      {(found) => {
        const all = Object.entries(lockOf(found).distributions ?? {});
        const fitting = all.filter(([name]) => name.toLowerCase().includes(wanted.toLowerCase()));
        return (
          <>
            <Input aria-label="Search the distributions" placeholder={`Search ${all.length} distributions`} value={wanted} onChange={setWanted} />
            <table className={styles.list}>
              <tbody>
                {fitting.slice(0, MOST).map(([name, version]) => (
                  <tr key={name}>
                    <td><span className="name" title={name}>{name}</span></td>
                    <td className={`${styles.end} mono`}>{version}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {fitting.length > MOST ? <p className="quiet">and {fitting.length - MOST} more</p> : null}
          </>
        );
      }}
    </Panel>
  );
}

function lockOf(text: string): Lock {
  try {
    return JSON.parse(text) as Lock;
  } catch {
    return {};
  }
}

/** Everything in the lock that is one word, such as the interpreter and the system. */
function says(lock: Lock): string {
  return Object.entries(lock).flatMap(([name, value]) => (typeof value === "string" && value.length < 60 ? [`${name} ${value}`] : [])).join(" · ");
}
