import { useState } from "react";
import { call } from "../../api/call";
import { asApiError, type ApiError } from "../../api/errors";

/** Takes a file of a run to the computer. */
export function useDownload(run: string) {
  const [busy, setBusy] = useState("");
  const [error, setError] = useState<ApiError | null>(null);
  const save = async (path: string) => {
    setBusy(path);
    setError(null);
    try {
      const address = URL.createObjectURL(await call("runs.artifact", { id: run, path }));
      const link = document.createElement("a");
      link.href = address;
      link.download = path.split("/").at(-1) ?? path;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch (failure) {
      setError(asApiError(failure));
    } finally {
      setBusy("");
    }
  };
  return { save, busy, error };
}
