import { pageOf } from "../models/words";

/** The page of a dataset, or of one of its versions. */
export function dataPath(name: string, version?: number | string | null): string {
  return pageOf(`data/${encodeURIComponent(name)}${version === undefined || version === null ? "" : `@${version}`}`);
}
