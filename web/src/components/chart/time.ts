const MINUTE = 60_000;
const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (n: number): string => String(n).padStart(2, "0");

/** A date whose local parts are those of the zone: UTC is shifted there, so one set of getters serves both. */
function inZone(at: number, isUtc: boolean): Date {
  const date = new Date(at);
  return isUtc ? new Date(at + date.getTimezoneOffset() * MINUTE) : date;
}

function fine(date: Date, step: number): string {
  if (step >= 360 * DAY) return String(date.getFullYear());
  if (step >= 27 * DAY) return MONTHS[date.getMonth()] ?? "";
  if (step >= DAY) return `${date.getDate()} ${MONTHS[date.getMonth()]}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return step >= MINUTE ? clock : `${clock}:${two(date.getSeconds())}`;
}

function coarse(date: Date, step: number): string {
  if (step >= 360 * DAY) return "";
  return step >= DAY ? String(date.getFullYear()) : `${date.getDate()} ${MONTHS[date.getMonth()]}`;
}

/** Tick texts as coarse as the step allows; the day or year stands below the first tick and wherever it changes. */
export function timeTicks(splits: number[], step: number, isUtc: boolean, hasContext = true): string[] {
  let before = "";
  return splits.map((at) => {
    const date = inZone(at, isUtc);
    const context = coarse(date, step);
    const isNew = hasContext && context !== "" && context !== before;
    before = context;
    return isNew ? `${fine(date, step)}\n${context}` : fine(date, step);
  });
}
