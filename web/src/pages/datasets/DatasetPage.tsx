import { useParams } from "@tanstack/react-router";
import { DatasetView } from "./DatasetView";

/** `data/flights` is the dataset at the head of main, `data/flights@12` (or a tag, a branch, `main~1`) one version. */
export default function DatasetPage() {
  const { name: path = "" } = useParams({ strict: false }) as { name?: string };
  const at = path.lastIndexOf("@");
  if (at < 1) return <DatasetView key={path} name={path} selector={null} />;
  return <DatasetView key={path.slice(0, at)} name={path.slice(0, at)} selector={path.slice(at + 1)} />;
}
