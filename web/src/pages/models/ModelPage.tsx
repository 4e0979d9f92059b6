import { useParams } from "@tanstack/react-router";
import { OneModel } from "./OneModel";
import { VersionView } from "./version/VersionView";

/** `models/late-flight` is the model, `models/late-flight@14` (or `@champion`) one version of it. */
export default function ModelPage() {
  const { name: path = "" } = useParams({ strict: false }) as { name?: string };
  const at = path.lastIndexOf("@");
  if (at < 1) return <OneModel key={path} name={path} />;
  return <VersionView key={path} name={path.slice(0, at)} selector={path.slice(at + 1)} />;
}
