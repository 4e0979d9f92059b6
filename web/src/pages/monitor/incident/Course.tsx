import { useMemo } from "react";
import type { Incident, Window } from "../../../api/operations";
import { TimeChart } from "../../../components/TimeChart";
import { courseOf } from "./affected";

interface CourseProps {
  incident: Incident;
  windows: readonly Window[];
  affected: readonly Window[];
}

/** The figure the incident is about, from some windows before to some after. */
export function Course({ incident, windows, affected }: CourseProps) {
  const course = useMemo(() => courseOf(incident), [incident]);
  const series = useMemo(() => {
    const ordered = windows.toReversed();
    const middle = (window: Window): number => (Date.parse(window.start) + Date.parse(window.end)) / 2;
    const ill = new Set(affected.map(({ start }) => start));
    const at = ordered.map(middle);
    const y = ordered.map(course.value);
    const { band } = course;
    return [
      // The first is drawn over the others.
      { id: "ill", name: "windows that showed it", colour: "var(--bad)", at, y: y.map((value, i) => (ill.has(ordered[i]?.start ?? "") ? value : null)) },
      { id: "figure", name: course.title, colour: "var(--hue-0)", at, y, ...(band && { band: { low: ordered.map((one) => band(one)[0]), high: ordered.map((one) => band(one)[1]), label: "95 % interval" } }) },
    ];
  }, [windows, affected, course]);
  const marks = useMemo(
    () => [
      { at: Date.parse(incident.opened_at), kind: "incident", label: "opened" },
      ...(incident.closed_at ? [{ at: Date.parse(incident.closed_at), kind: "label", label: "closed" }] : []),
    ],
    [incident.opened_at, incident.closed_at],
  );
  return <TimeChart title={course.title} series={series} marks={marks} zeroBased={course.isZeroBased} unit={course.unit} height={190} n={windows.reduce((sum, { rows }) => sum + rows, 0)} />;
}
