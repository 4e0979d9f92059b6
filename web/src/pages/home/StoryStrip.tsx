import { colourOf } from "../../format/colour";
import { useWidth } from "../../components/chart/useWidth";
import { monthName, monthRange, monthsOf, type Span, type Story } from "./story";
import styles from "./Story.module.css";

interface Props {
  story: Story;
  month: string;
  onMonth: (month: string) => void;
}

const HEAD = 84;
const TALL = 22;
const LOW = 12;

/** The life of a deployment on one line of months: which version answered, and how long each incident lasted. */
export function StoryStrip({ story, month, onMonth }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const months = monthsOf(story.from, story.to);
  const start = monthRange(months[0]!)[0];
  const end = monthRange(months.at(-1)!)[1];
  const x = (at: number): number => ((Math.min(Math.max(at, start), end) - start) / (end - start)) * Math.max(width - HEAD, 0);
  const [from, to] = monthRange(month);
  const height = TALL + 6 + story.incidents.length * (LOW + 4);
  return (
    <div ref={ref} className={styles.strip}>
      <div className={styles.lanes} style={{ height }}>
        <svg width={Math.max(width, HEAD)} height={height} role="img" aria-label={saysOf(story)}>
          <rect className={styles.chosen} x={HEAD + x(from)} width={Math.max(x(to) - x(from), 0)} y={0} height={height} />
          <text className={styles.lane} x={0} y={15}>answered</text>
          {story.answering.map((span) => <Answered key={span.id} span={span} left={HEAD + x(span.from)} right={HEAD + x(span.to ?? story.to)} />)}
          {story.incidents.map((lane, i) => {
            const top = TALL + 6 + i * (LOW + 4);
            return (
              <g key={lane.name}>
                <text className={styles.lane} x={0} y={top + 10}>{lane.name}</text>
                {lane.spans.map((span) => (
                  <rect key={span.id} className={styles.incident} data-open={span.to === null || undefined} x={HEAD + x(span.from)} y={top + 1}
                    width={Math.max(x(span.to ?? story.to) - x(span.from), 3)} height={LOW - 2}>
                    <title>{span.says}</title>
                  </rect>
                ))}
              </g>
            );
          })}
        </svg>
      </div>
      <div className={styles.months} role="group" aria-label="Month" style={{ paddingInlineStart: HEAD }}>
        {months.map((name) => (
          <button key={name} type="button" aria-pressed={name === month} aria-label={`${monthName(name, true)} ${name.slice(0, 4)}`} title={monthName(name)} className={styles.month} onClick={() => onMonth(name)}>
            {monthName(name, true)}
            {name.endsWith("-01") || name === months[0] ? <span className={styles.year}> {name.slice(0, 4)}</span> : null}
          </button>
        ))}
      </div>
    </div>
  );
}

function Answered({ span, left, right }: { span: Span; left: number; right: number }) {
  const room = right - left;
  return (
    <g>
      <rect x={left} y={1} width={Math.max(room - 1, 1)} height={TALL - 2} rx={2} fill={colourOf(span.ref)} opacity={0.28} />
      <rect x={left} y={1} width={2} height={TALL - 2} fill={colourOf(span.ref)} />
      {room > 8 + span.label.length * 7 ? <text className={styles.label} x={left + 6} y={16}>{span.label}</text> : null}
      <title>{`${span.label} answered from ${day(span.from)} ${span.to === null ? "on" : `to ${day(span.to)}`}`}</title>
    </g>
  );
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

function saysOf(story: Story): string {
  const spans = story.answering.map((span) => `${span.label} from ${day(span.from)}`).join(", ");
  const count = story.incidents.reduce((sum, lane) => sum + lane.spans.length, 0);
  return `Answered by ${spans || "nothing"}; ${count} incidents`;
}
