import type { ModelVersion } from "../../../api/operations";
import { useMayNot } from "../../../app/may";
import { Button } from "../../../components/Button";
import { Digest } from "../../../components/Digest";
import { Facts } from "../../../components/Facts";
import { Num } from "../../../components/Num";
import { Panel } from "../../../components/Panel";
import { Status } from "../../../components/Status";
import { formatBytes } from "../../../format/bytes";
import { counted } from "../../../format/number";
import layout from "../layout.module.css";
import { saveBlob } from "./saveBlob";

/** The files a version is, each judged by its content when it was registered, and the inputs it takes. */
export function FilesTab({ version }: { version: ModelVersion }) {
  const { files, entry, certificate, signature } = version.manifest;
  const mayNot = useMayNot("blobs.get");
  return (
    <div className={layout.stack}>
      <Panel title="Files" note="judged by content, not by name: only what can be loaded without running code of it is registered" isFlush>
        <div className={layout.sideways}>
          <table className={layout.table}>
            <thead>
              <tr>
                <th scope="col">Path</th>
                <th scope="col">Loading it</th>
                <th scope="col" className="number">Size</th>
                <th scope="col">Digest</th>
                <th scope="col"><span className="unseen">Save</span></th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(files).map(([path, file]) => (
                <tr key={path}>
                  <th scope="row">
                    <span className="name mono" title={path}>{path}</span>
                    {path === entry ? <span className="quiet"> opened by {version.manifest.runner}</span> : null}
                  </th>
                  <td><Status state="ok" word="safe" title="registration refuses pickles, archives, programs and anything unknown" /></td>
                  <td className="number" title={`${file.size_bytes} bytes`}>{formatBytes(file.size_bytes)}</td>
                  <td><Digest value={file.digest} label={`digest of ${path}`} /></td>
                  <td><Button kind="quiet" disabledBecause={mayNot} onClick={() => void saveBlob(file.digest, path)}>Save</Button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <div className={layout.pair}>
        <Panel title="Conversion" note="proof that the stored model says what the trained one said">
          {certificate ? (
            <Facts
              isStacked
              items={[
                { label: "Converted from", value: certificate.source },
                { label: "Tried on", value: `${counted(certificate.rows, "row")}, ${counted(certificate.rows_with_missing, "row")} of them with gaps` },
                { label: "Largest difference", value: <><Num value={certificate.max_abs_difference} /> (allowed <Num value={certificate.tolerance} />)</> },
                { label: "Labels that flip", value: <Num value={certificate.label_flips} /> },
                { label: "Libraries", value: Object.entries(certificate.versions).map(([name, number]) => `${name} ${number}`).join(", ") },
              ]}
            />
          ) : (
            <p className={layout.says}>It was given as {version.manifest.flavour} already, so nothing was converted.</p>
          )}
        </Panel>
        <Panel title={`Signature: ${counted(signature.inputs.length, "input")} → ${signature.output}`} note={`${signature.output} is ${signature.output_datatype}`}>
          <p className={`mono ${layout.says}`}>
            {signature.inputs.map(({ name, datatype, is_nullable }) => `${name}: ${datatype}${is_nullable ? "?" : ""}`).join(", ")}
          </p>
          <p className={layout.note}>? may be missing</p>
        </Panel>
      </div>
    </div>
  );
}
