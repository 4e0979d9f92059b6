import { call } from "../../../api/call";

/** Saves an object of the store under a name of its own, without leaving the page. */
export async function saveBlob(digest: string, path: string): Promise<void> {
  const blob = await call("blobs.get", { digest });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = path.split("/").at(-1) ?? digest;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
