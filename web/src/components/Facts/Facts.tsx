import type { ReactNode } from "react";
import { Link } from "../Link";
import styles from "./Facts.module.css";

export interface Fact {
  label: string;
  value: ReactNode;
  to?: string;
}

export interface FactsProps {
  items: Fact[];
  /** One below the other, for a drawer. */
  isStacked?: boolean;
}

/** Four to six facts about one object in a strip. */
export function Facts({ items, isStacked = false }: FactsProps) {
  return (
    <dl className={isStacked ? styles.stack : styles.strip}>
      {items.map((fact) => (
        <div key={fact.label} className={styles.fact}>
          <dt>{fact.label}</dt>
          <dd>{fact.to ? <Link to={fact.to}>{said(fact.value)}</Link> : said(fact.value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function said(value: ReactNode): ReactNode {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? (
    <span className="name" title={value}>
      {value}
    </span>
  ) : (
    value
  );
}
