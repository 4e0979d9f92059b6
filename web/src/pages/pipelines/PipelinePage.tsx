import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useOpen } from "../models/useOpen";
import { pageOf } from "../models/words";
import { PipelineRun } from "./PipelineRun";
import PipelinesPage from "./PipelinesPage";

/** `pipelines/nightly@<run>`, and `pipelines/nightly/clean@<run>` for one of its steps; without a run the list of them. */
export default function PipelinePage() {
  const { _splat: path = "" } = useParams({ strict: false }) as { _splat?: string };
  const goTo = useOpen();
  const at = path.lastIndexOf("@");
  const id = at < 1 ? (/^[0-9a-f]{32}$/.test(path) ? path : "") : path.slice(at + 1);
  const name = at < 1 ? path : path.slice(0, at);
  const slash = name.indexOf("/");
  useEffect(() => {
    if (!id && name) goTo(pageOf(`pipelines?pipeline=${encodeURIComponent(name)}`));
  }, [id, name, goTo]);
  if (!path) return <PipelinesPage />; // the rest of the address may be nothing
  return id ? <PipelineRun key={id} id={id} step={slash < 0 ? "" : name.slice(slash + 1)} /> : <h1>{name}</h1>;
}
