import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../components/Button";
import { Field, Input } from "../components/Field";
import { Link } from "../components/Link";
import { Mark } from "./Mark";
import styles from "./Page.module.css";
import { useProjects } from "./projects";
import { pathOf } from "./routes";
import { useTitle } from "./title";

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Outside any project: the ones there are, and a way to open one by name. */
export function Start() {
  const { history, basepath } = useRouter();
  const projects = useProjects();
  const [name, setName] = useState("");
  useTitle("Projects");
  const open = () => {
    if (NAME.test(name)) history.push(`${basepath.replace(/\/$/, "")}${pathOf(name, "")}`);
  };
  return (
    <main className={styles.start}>
      <div className={styles.page}>
        <p className={styles.mark}>
          <Mark /> Flyball
        </p>
        <h1>Projects</h1>
        <ul>
          {projects.map((project) => (
            <li key={project}>
              <Link to={pathOf(project, "")} className={styles.choice}>
                <span className="name">{project}</span>
              </Link>
            </li>
          ))}
        </ul>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            open();
          }}
        >
          <Field label="Open by name">
            <Input value={name} onChange={setName} isMono />
          </Field>
          <Button type="submit" disabledBecause={NAME.test(name) ? null : "Lower-case letters, digits, - and _"}>
            Open project
          </Button>
        </form>
        <p className="quiet">A project begins with the first thing written to it.</p>
      </div>
    </main>
  );
}
