import { useParams, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { ROOT } from "../../api/place";
import { Skeleton } from "../../components/Skeleton";
import { experimentPath } from "./ExperimentsPage";

/** An experiment is its runs: its address opens the table of runs with a filter. */
export default function ExperimentPage() {
  const { _splat = "" } = useParams({ strict: false }) as { _splat?: string };
  const { history } = useRouter();
  useEffect(() => history.replace(ROOT + experimentPath(_splat).slice(1)), [history, _splat]);
  return <Skeleton lines={3} />;
}
