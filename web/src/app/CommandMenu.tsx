import { useRouter } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { KindIcon } from "../components/RefLink/KindIcon";
import { parseRef, refPath, refText } from "../format/ref";
import { usePageActions } from "./actions";
import styles from "./CommandMenu.module.css";
import { keyLabel } from "./keyboard";
import { recentPlaces } from "./recent";
import { HERE, pathOf } from "./routes";
import { useFound } from "./useFound";

export interface CommandMenuProps {
  project: string;
  /** Only what this page can do, as `.` asks for. */
  isActionsOnly: boolean;
  onClose: () => void;
}

/** One field for everything: what this page can do, where to go, which object to open. */
export default function CommandMenu({ project, isActionsOnly, onClose }: CommandMenuProps) {
  const { history, basepath } = useRouter();
  const [text, setText] = useState("");
  const actions = usePageActions();
  const found = useFound(project, text, !isActionsOnly);
  const base = basepath.replace(/\/$/, "");
  const go = (path: string) => {
    onClose();
    history.push(base + path);
  };
  const ref = parseRef(text.trim());
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content className={styles.box} aria-describedby={undefined}>
          <Dialog.Title className="unseen">{isActionsOnly ? "Actions of this page" : "Search, jump, act"}</Dialog.Title>
          <Command label="Commands" loop className={styles.command}>
            <Command.Input
              className={styles.input}
              value={text}
              onValueChange={setText}
              placeholder={isActionsOnly ? "What should happen?" : "A page, a name, an action, or a Ref such as model:name@3"}
            />
            <Command.List className={styles.list}>
              <Command.Empty className={styles.empty}>
                {isActionsOnly && actions.length === 0 ? "This page has no actions." : "Nothing is called that."}
              </Command.Empty>
              {ref && !isActionsOnly ? (
                <Command.Group heading="Ref" forceMount className={styles.group}>
                  <Command.Item forceMount value={`ref ${text}`} className={styles.item} onSelect={() => go(refPath(ref, project))}>
                    <KindIcon kind={ref.kind} />
                    <span className="name">Open {refText(ref)}</span>
                  </Command.Item>
                </Command.Group>
              ) : null}
              {actions.length > 0 ? (
                <Command.Group heading="This page" className={styles.group}>
                  {actions.map((action) => (
                    <Command.Item
                      key={action.id}
                      value={`${action.label} ${action.id}`}
                      disabled={Boolean(action.disabledBecause)}
                      className={styles.item}
                      onSelect={() => {
                        onClose();
                        action.run();
                      }}
                    >
                      <span className={styles.label}>
                        {action.label}
                        {action.disabledBecause ? <span className={styles.because}>{action.disabledBecause}</span> : null}
                      </span>
                      {action.shortcut ? <kbd className={styles.key}>{keyLabel(action.shortcut)}</kbd> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              {isActionsOnly ? null : (
                <>
                  <Recent project={project} onGo={go} />
                  <Command.Group heading="Go to" className={styles.group}>
                    {HERE.filter(({ nav }) => nav).map((page) => {
                      const { icon: Icon, group, key } = page.nav!;
                      return (
                        <Command.Item key={page.path} value={`${page.title} ${group} page`} className={styles.item} onSelect={() => go(pathOf(project, page.path))}>
                          <Icon size={14} strokeWidth={1.75} aria-hidden />
                          <span className={styles.label}>{page.title}</span>
                          {key ? <kbd className={styles.key}>g {key}</kbd> : null}
                        </Command.Item>
                      );
                    })}
                  </Command.Group>
                  {found.length > 0 ? (
                    <Command.Group heading="Objects" forceMount className={styles.group}>
                      {found.map(({ ref: address, kind, title, detail }) => (
                        <Command.Item
                          key={address}
                          forceMount
                          value={address}
                          className={styles.item}
                          onSelect={() => go(refPath(address, project))}
                        >
                          <KindIcon kind={kind} />
                          <span className="name">{title}</span>
                          <span className={styles.kind}>{[kind, detail].filter(Boolean).join(" · ")}</span>
                        </Command.Item>
                      ))}
                    </Command.Group>
                  ) : null}
                </>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Recent({ project, onGo }: { project: string; onGo: (path: string) => void }) {
  const [places] = useState(() => recentPlaces(project).slice(1, 6)); // the first is where one is
  if (places.length === 0) return null;
  return (
    <Command.Group heading="Recent" className={styles.group}>
      {places.map(({ path, title }) => (
        <Command.Item key={path} value={`${title} ${path} recent`} className={styles.item} onSelect={() => onGo(path)}>
          <span className="name">{title}</span>
          <span className={styles.kind}>{path.replace(/^\/p\/[^/]+\/?/, "").split("?")[0]}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
