import { Download, Eye } from "lucide-react";
import type { Artifact } from "../../api/operations";
import { Button, IconButton } from "../../components/Button";
import { Digest } from "../../components/Digest";
import { formatBytes } from "../../format/bytes";
import { previewKind } from "./preview";
import styles from "./runs.module.css";
import { useDownload } from "./useDownload";
import { ErrorNote } from "../../components/ErrorNote";

interface ArtifactListProps {
  run: string;
  artifacts: readonly Artifact[];
  most?: number;
  /** Show the inside of a file; without it files can only be taken away. */
  onPreview?: (path: string) => void;
  shown?: string;
}

/** A run's files: path, size, digest, and taking them away. */
export function ArtifactList({ run, artifacts, most = 500, onPreview, shown }: ArtifactListProps) {
  const { save, busy, error } = useDownload(run);
  if (artifacts.length === 0) return <p className="quiet">No file was recorded.</p>;
  return (
    <>
      {error ? <ErrorNote error={error} isShort /> : null}
      <table className={styles.list}>
        <colgroup><col /><col width="76" />{onPreview ? <col width="150" /> : null}<col width={onPreview ? "64" : "32"} /></colgroup>
        <tbody>
          {artifacts.slice(0, most).map(({ path, size_bytes, digest, media_type }) => (
            <tr key={path} aria-current={path === shown || undefined}>
              <td>
                {onPreview && previewKind(path, media_type) ? (
                  <Button kind="quiet" icon={<Eye size={14} aria-hidden />} onClick={() => onPreview(path)}>{path}</Button>
                ) : <span className="name" title={path}>{path}</span>}
              </td>
              <td className={styles.end}>{formatBytes(size_bytes)}</td>
              {onPreview ? <td><Digest value={digest} label={`digest of ${path}`} /></td> : null}
              <td className={styles.end}>
                <IconButton label={`Download ${path}`} isBusy={busy === path} icon={<Download size={14} aria-hidden />} onClick={() => void save(path)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {artifacts.length > most ? <p className="quiet">and {artifacts.length - most} more</p> : null}
    </>
  );
}
