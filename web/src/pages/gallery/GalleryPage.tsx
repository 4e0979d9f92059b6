import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ThemeSwitch } from "../../app/ThemeSwitch";
import { useTitle } from "../../app/title";
import { useUrlState } from "../../app/urlState";
import charts from "../../components/CHARTS.md?raw";
import readme from "../../components/README.md?raw";
import { ErrorNote } from "../../components/ErrorNote";
import { Link } from "../../components/Link";
import { Skeleton } from "../../components/Skeleton";
import { ABOUT, type Part, PARTS } from "./about";
import styles from "./Gallery.module.css";
import { propsOf } from "./props";

interface Example {
  title: string;
  element: ReactNode;
}

const FILES = import.meta.glob<{ examples: Example[] }>("../../components/*/*.examples.tsx");

/** Every component with its sentence, its props and its states, one at a time. */
export default function GalleryPage() {
  const [name] = useUrlState("part", "Table");
  const part = PARTS.find((one) => one.name === name) ?? PARTS[0]!;
  useTitle(`${part.name} · Components`);
  return (
    <div className={styles.page}>
      <nav className={styles.nav} aria-label="Components">
        <p className={styles.brand}>Components</p>
        {Object.entries(ABOUT).map(([group, parts]) => (
          <section key={group} aria-label={group}>
            <h2>{group}</h2>
            <ul>
              {Object.keys(parts).map((one) => (
                <li key={one}>
                  <Link to={`/-/gallery?part=${one}`} aria-current={one === part.name ? "page" : undefined}>{one}</Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <ThemeSwitch />
      </nav>
      <main className={styles.main}>
        <header>
          <h1>{part.name}</h1>
          <p>{part.sentence}</p>
          {propsOf(part.name, [readme, charts]).map((line) => (
            <p key={line} className={styles.props}><code>{line}</code></p>
          ))}
        </header>
        <Examples key={part.name} part={part} />
      </main>
    </div>
  );
}

function Examples({ part }: { part: Part }) {
  const examples = useQuery({ queryKey: ["", "gallery", part.name], queryFn: () => load(part.name), staleTime: Infinity });
  if (examples.error) return <ErrorNote error={examples.error} retry={() => void examples.refetch()} />;
  return examples.data ? examples.data.map((example) => <Shown key={example.title} example={example} />) : <Skeleton lines={8} />;
}

async function load(name: string): Promise<Example[]> {
  const file = Object.entries(FILES).find(([path]) => path.includes(`/${name}/`))?.[1];
  return file ? (await file()).examples : [];
}

function Shown({ example }: { example: Example }) {
  return (
    <section className={styles.example} aria-label={example.title}>
      <h2>{example.title}</h2>
      <div className={styles.live}>{example.element}</div>
    </section>
  );
}
