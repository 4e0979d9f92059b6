import { useZone } from "../../components/Time";
import { absoluteTime } from "../../format/time";
import { dayOf } from "./words";

/** A date in words for sentences; the exact moment on hover. */
export function Day({ at }: { at: string }) {
  const zone = useZone();
  return (
    <time dateTime={at} title={absoluteTime(at, zone)}>
      {dayOf(at)}
    </time>
  );
}
