import { useParams, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { ROOT } from "../../api/place";
import { Skeleton } from "../../components/Skeleton";
import ExperimentsPage, { experimentPath } from "./ExperimentsPage";

/** An experiment is its runs: its address opens the table of runs with a filter. */
export default function ExperimentPage() {
  const { _splat = "" } = useParams({ strict: false }) as { _splat?: string };
  const { history } = useRouter();
  useEffect(() => {
    if (_splat) history.replace(ROOT + experimentPath(_splat).slice(1));
  }, [history, _splat]);
  // the router also takes the list's own address for one with an empty name
  return _splat ? <Skeleton lines={3} /> : <ExperimentsPage />;
}
