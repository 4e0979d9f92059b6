import { Bookmark, Braces, Trash2 } from "lucide-react";
import { useState } from "react";
import { currentProject } from "../../api/place";
import { pathOf } from "../../app/routes";
import { announce } from "../../components/announce";
import { Button, IconButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field, Input } from "../../components/Field";
import { Link } from "../../components/Link";
import { Menu, type MenuItem } from "../../components/Menu";
import { deleteView, saveView, useViews } from "./views";
import dialog from "./SavedViews.module.css";

/** Named filters, columns, groups and orders, kept in this browser. */
export function SavedViews({ onApiCall }: { onApiCall: () => void }) {
  const views = useViews();
  const [open, setOpen] = useState<"" | "save" | "manage">("");
  const items: MenuItem[] = views.map(({ name, search }) => ({ label: name, to: `${pathOf(currentProject(), "runs")}${search}` }));
  if (items.length) items.unshift({ heading: "Views in this browser" });
  else items.push({ heading: "No view saved in this browser yet" });
  items.push("line", { label: "Save this view…", icon: <Bookmark size={14} aria-hidden />, onSelect: () => setOpen("save") });
  if (views.length) items.push({ label: "Delete views…", icon: <Trash2 size={14} aria-hidden />, onSelect: () => setOpen("manage") });
  items.push("line", { label: "Show as API call", icon: <Braces size={14} aria-hidden />, onSelect: onApiCall });
  const close = () => setOpen("");
  return (
    <>
      <Menu label="Views" items={items} trigger={<Button kind="plain" icon={<Bookmark size={14} aria-hidden />}>Views</Button>} />
      {open === "save" ? <SaveDialog onClose={close} /> : null}
      <Dialog isOpen={open === "manage"} onClose={close} title="Saved views">
        <ul className={dialog.list}>
          {views.map(({ name, search }) => (
            <li key={name} className={dialog.line}>
              <Link to={`${pathOf(currentProject(), "runs")}${search}`} className="name" onClick={close}>{name}</Link>
              <IconButton label={`Delete ${name}`} icon={<Trash2 size={14} aria-hidden />} onClick={() => deleteView(name)} />
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

function SaveDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const views = useViews();
  const isTaken = views.some((view) => view.name === name.trim());
  const save = () => {
    if (!name.trim()) return;
    saveView(name.trim(), location.search);
    announce(`Saved the view ${name.trim()}`);
    onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title="Save this view" description="Filter, order, columns, groups and baseline under a name, in this browser. To share it, copy the address." onSubmit={save}
      footer={<Button kind="primary" type="submit" disabledBecause={name.trim() ? null : "Give it a name"}>{isTaken ? "Replace view" : "Save view"}</Button>}>
      <Field label="Name" hint={isTaken ? "There is a view of this name; it will be replaced." : undefined}>
        <Input value={name} onChange={setName} autoFocus maxLength={80} />
      </Field>
    </Dialog>
  );
}
