const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The parts of a moment in the zone the person chose. */
interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

function partsOf(at: number, isUtc: boolean): Parts {
  const date = new Date(at);
  return isUtc
    ? { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds() }
    : { year: date.getFullYear(), month: date.getMonth(), day: date.getDate(), hour: date.getHours(), minute: date.getMinutes(), second: date.getSeconds() };
}

const two = (n: number): string => String(n).padStart(2, "0");

/** One tick: as coarse as the step between ticks allows, with the day where midnight falls. */
function tickText(at: number, step: number, isUtc: boolean): string {
  const p = partsOf(at, isUtc);
  const day = `${p.day} ${MONTHS[p.month]}`;
  if (step >= 360 * DAY) return String(p.year);
  if (step >= 27 * DAY) return p.month === 0 ? `${MONTHS[0]} ${p.year}` : (MONTHS[p.month] ?? "");
  if (step >= DAY) return day;
  const isMidnight = p.hour === 0 && p.minute === 0 && p.second === 0;
  if (isMidnight) return day;
  return step >= MINUTE ? `${two(p.hour)}:${two(p.minute)}` : `${two(p.hour)}:${two(p.minute)}:${two(p.second)}`;
}

export function timeTicks(splits: number[], step: number, isUtc: boolean): string[] {
  return splits.map((at) => tickText(at, step, isUtc));
}
