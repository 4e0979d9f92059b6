import { useCall } from "../../../api/queries";
import { CopyButton } from "../../../components/CopyButton";
import { Panel } from "../../../components/Panel";
import { RefLink } from "../../../components/RefLink";
import { Time } from "../../../components/Time";
import { formatShare } from "../../../format/number";
import layout from "../layout.module.css";
import styles from "./CardTab.module.css";

/** The model card: each statement with its source, what is missing first. */
export function CardTab({ name, version }: { name: string; version: number }) {
  const card = useCall("models.card", { name, selector: String(version) });
  return (
    <Panel
      title="Model card"
      note={card.data ? <>read from the records, <Time at={card.data.made_at} />; what names no source is said by the version itself</> : undefined}
      query={card}
      lines={12}
      actions={card.data ? <CopyButton text={card.data.markdown} label="Copy as Markdown" isWide /> : null}
    >
      {(found) => {
        const fields = found.sections.flatMap((section) => section.fields);
        const share = fields.length ? 1 - found.missing.length / fields.length : 0;
        return (
          <div className={layout.stack}>
            <div className={styles.completeness}>
              <p>
                <strong>{formatShare(share, 3)} complete</strong>: {fields.length - found.missing.length} of {fields.length} fields have evidence
              </p>
              <span className={layout.meter} role="img" aria-label={`${formatShare(share, 3)} of the fields have evidence`}>
                <span style={{ width: `${share * 100}%` }} />
              </span>
              {found.missing.length ? (
                <p className={layout.note}>
                  Missing: {found.missing.join(", ")}. Limitations are words of people, in the tags card.limitations, card.out-of-scope and
                  card.ethical-considerations.
                </p>
              ) : null}
            </div>
            {found.sections.map((section) => (
              <section key={section.title} className={styles.section} aria-label={section.title}>
                <h3 className={styles.title}>{section.title}</h3>
                <dl className={styles.fields}>
                  {section.fields.map((field) => (
                    <div key={field.name} className={styles.field}>
                      <dt>{field.name}</dt>
                      <dd>
                        {field.value === null ? <span className={styles.missing}>no evidence</span> : <span className={layout.says}>{field.value}</span>}
                        {field.value !== null && field.source !== found.ref ? <Sources of={field.source} /> : null}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        );
      }}
    </Panel>
  );
}

function Sources({ of }: { of: string }) {
  const refs = of.split(", ").filter(Boolean);
  if (refs.length === 0) return null;
  return (
    <span className={styles.sources}>
      {refs.map((ref) => (
        <RefLink key={ref} to={ref} />
      ))}
    </span>
  );
}
