import { RefLink } from "../../components/RefLink";
import { piecesOf } from "./said";
import styles from "./Said.module.css";
import { personOf } from "./words";

/** A sentence of the API, its Refs as links. */
export function Said({ text }: { text: string }) {
  return (
    <span className={styles.said}>
      {piecesOf(text).map((piece, i) => {
        if (piece.kind === "ref") return <RefLink key={i} to={piece.text} />;
        if (piece.kind === "person") return <bdi key={i} title={piece.text}>{personOf(piece.text)}</bdi>;
        return <bdi key={i}>{piece.text}</bdi>;
      })}
    </span>
  );
}
