import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { Grant } from "../../api/operations";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { useMayNot } from "../../app/may";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { Panel } from "../../components/Panel";
import { Status } from "../../components/Status";
import { Time, useNow } from "../../components/Time";
import layout from "../govern/layout.module.css";
import { personOf } from "../govern/words";
import { AddDialog } from "./AddDialog";
import { DisableDialog } from "./DisableDialog";
import { GrantDialog } from "./GrantDialog";
import { RevokeDialog } from "./RevokeDialog";
import { peopleOf, type Person } from "./roles";

type Open = { kind: "add" } | { kind: "give"; principal: string } | { kind: "take"; grant: Grant } | { kind: "disable"; principal: string } | null;

/** Everybody who may act here, with their roles in this project and in all. */
export function PeopleTab() {
  const principals = useCall("access.list_principals", { limit: 1000 });
  const grants = useCall("access.list_grants", {});
  const mayNot = useMayNot("access.give");
  const now = useNow();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const project = currentProject();
  const people = principals.data && grants.data ? peopleOf(principals.data, grants.data, project, now) : undefined;
  const error = principals.error ?? grants.error;
  const query = { ...principals, data: people, error, isPending: people === undefined, refetch: () => [principals.refetch(), grants.refetch()] };
  return (
    <>
      <Panel
        title="People and programs"
        note={people ? `${people.filter(({ here, everywhere }) => here.length + everywhere.length > 0).length} of ${people.length} have a role in ${project}` : undefined}
        query={query}
        isFlush
        actions={<Button icon={<UserPlus size={14} aria-hidden />} disabledBecause={mayNot} onClick={() => setOpen({ kind: "add" })}>Make somebody known</Button>}
      >
        {(all) => (
          <div className={layout.sideways}>
            <table className={layout.table}>
              <thead>
                <tr>
                  <th scope="col">Who</th>
                  <th scope="col">Name</th>
                  <th scope="col">Kind</th>
                  <th scope="col">Roles in {project}</th>
                  <th scope="col">In all projects</th>
                  <th scope="col">Made known</th>
                  <th scope="col"><span className="unseen">Actions</span></th>
                </tr>
              </thead>
              <tbody>
                {all.map((person) => <Row key={person.entry.id} person={person} mayNot={mayNot} onOpen={setOpen} />)}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {open?.kind === "add" ? <AddDialog onClose={close} /> : null}
      {open?.kind === "give" ? <GrantDialog principal={open.principal} onClose={close} /> : null}
      {open?.kind === "take" ? <RevokeDialog grant={open.grant} onClose={close} /> : null}
      {open?.kind === "disable" ? <DisableDialog principal={open.principal} onClose={close} /> : null}
    </>
  );
}

function Row({ person, mayNot, onOpen }: { person: Person; mayNot: string | null; onOpen: (open: Open) => void }) {
  const { entry, here, everywhere } = person;
  const isOff = entry.disabled_at !== null;
  const off = mayNot ?? (isOff && "It is disabled");
  return (
    <tr className={isOff ? layout.off : undefined}>
      <td><code>{entry.id}</code></td>
      <td><bdi>{entry.name || "–"}</bdi></td>
      <td>{entry.kind === "service" ? "program" : "person"}{isOff ? <> <Status state="bad" word="disabled" /></> : null}</td>
      <td><Roles grants={here} mayNot={mayNot} onOpen={onOpen} /></td>
      <td><Roles grants={everywhere} mayNot={mayNot} onOpen={onOpen} /></td>
      <td title={`by ${personOf(entry.owner)}`}><Time at={entry.created_at} /></td>
      <td aria-label={`Actions for ${entry.id}`}>
        <span className={layout.row}>
          <Button disabledBecause={off} onClick={() => onOpen({ kind: "give", principal: entry.id })}>Give a role</Button>
          <Button kind="quiet" disabledBecause={off} onClick={() => onOpen({ kind: "disable", principal: entry.id })}>Disable</Button>
        </span>
      </td>
    </tr>
  );
}

function Roles({ grants, mayNot, onOpen }: { grants: readonly Grant[]; mayNot: string | null; onOpen: (open: Open) => void }) {
  if (grants.length === 0) return <span className="quiet">none</span>;
  return (
    <Chips
      items={grants.map((grant) => ({
        label: grant.role,
        ...(grant.expires_at && { value: `until ${grant.expires_at.slice(0, 10)}` }),
        ...(!mayNot && { onRemove: () => onOpen({ kind: "take", grant }) }),
      }))}
    />
  );
}
