import { Braces } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useActions } from "../../app/actions";
import { useTitle } from "../../app/title";
import { ApiCallDialog, type ShownCall } from "../../components/ApiCall";
import { IconButton } from "../../components/Button";
import layout from "./layout.module.css";

export interface PageHeadProps {
  title: string;
  /** What the page comes to, in one line. */
  lead?: ReactNode;
  calls: readonly ShownCall[];
  /** Buttons and fields at the end of the line. */
  children?: ReactNode;
}

/** The head of a page that is not about one object: its name, what it comes to, its tools, the calls behind it. */
export function PageHead({ title, lead, calls, children }: PageHeadProps) {
  const [isOpen, setOpen] = useState(false);
  useTitle(title);
  useActions([{ id: "api", label: "Show as API call", run: () => setOpen(true) }]);
  return (
    <header className={layout.head}>
      <h1>{title}</h1>
      {lead ? <p className={layout.lead}>{lead}</p> : null}
      <div className={layout.tools}>
        {children}
        <IconButton label="Show as API call" icon={<Braces size={16} aria-hidden />} onClick={() => setOpen(true)} />
      </div>
      <ApiCallDialog calls={calls} isOpen={isOpen} onClose={() => setOpen(false)} />
    </header>
  );
}
