import { useParams } from "@tanstack/react-router";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { ErrorNote } from "../../components/ErrorNote";
import { Skeleton } from "../../components/Skeleton";
import layout from "../models/layout.module.css";
import { ServiceView } from "./ServiceView";
import { ViewView } from "./ViewView";

/** `features/late-flight` is a service or a view; a name that is both opens the service, and `?kind=view` the view. */
export default function FeaturePage() {
  const { name: path = "" } = useParams({ strict: false }) as { name?: string };
  const at = path.lastIndexOf("@");
  const name = at < 1 ? path : path.slice(0, at);
  const version = at < 1 ? null : Number(path.slice(at + 1));
  const services = useCall("features.list_services", {});
  const [kind] = useUrlState("kind", "");
  if (services.error) return <div className={layout.page}><h1>{name}</h1><ErrorNote error={services.error} retry={() => void services.refetch()} /></div>;
  if (!services.data) return <div className={layout.page}><h1>{name}</h1><Skeleton lines={8} /></div>;
  const isService = kind !== "view" && services.data.some(({ service }) => service.name === name);
  const Page = isService ? ServiceView : ViewView;
  return <Page key={path} name={name} version={version !== null && Number.isInteger(version) ? version : null} services={services.data} />;
}
