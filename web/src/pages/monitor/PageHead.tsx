import { Braces } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useActions } from "../../app/actions";
import { useTitle } from "../../app/title";
import { ApiCallDialog, type ShownCall } from "../../components/ApiCall";
import { IconButton } from "../../components/Button";
import styles from "./layout.module.css";

interface PageHeadProps {
  title: string;
  /** What the list comes to, in one line. */
  lead?: ReactNode;
  calls: readonly ShownCall[];
  children?: ReactNode;
}

/** The head of a list: its name, what it comes to, its tools, and the call behind it. */
export function PageHead({ title, lead, calls, children }: PageHeadProps) {
  const [isOpen, setOpen] = useState(false);
  useTitle(title);
  useActions([{ id: "api", label: "Show as API call", run: () => setOpen(true) }]);
  return (
    <header className={styles.head}>
      <h1>{title}</h1>
      {lead ? <p className="quiet">{lead}</p> : null}
      <div className={styles.tools}>
        {children}
        <IconButton label="Show as API call" icon={<Braces size={16} aria-hidden />} onClick={() => setOpen(true)} />
      </div>
      <ApiCallDialog calls={calls} isOpen={isOpen} onClose={() => setOpen(false)} />
    </header>
  );
}
