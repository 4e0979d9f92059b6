import type { Summary } from "../../api/operations";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { Link } from "../../components/Link";
import { Panel } from "../../components/Panel";
import { Day } from "../govern/Day";
import layout from "../govern/layout.module.css";
import { PageHead } from "../govern/PageHead";
import { pageOf } from "../govern/words";
import { AskBox } from "../why/AskBox";
import { CharterCard } from "./CharterCard";
import { Checklist } from "./Checklist";
import { LivePanel } from "./LivePanel";
import { MaturityCard } from "./MaturityCard";
import { NeedsPanel } from "./NeedsPanel";
import { StoryPanel } from "./StoryPanel";

const NOTHING = {};

/** The project at a glance: what needs somebody, what is live and how it is, what it is for, how far it has come. */
export default function HomePage() {
  const summary = useCall("home.summary", NOTHING);
  const live = summary.data?.live ?? [];
  const isNew = summary.data !== undefined && !live.some(({ monitor }) => monitor !== null);
  const stopped = new Set(summary.data?.needs.filter(({ kind }) => kind === "loop").map(({ ref }) => ref.replace(/^loop:/, "")));
  const first = live[0];
  return (
    <div className={layout.page}>
      <PageHead
        title={currentProject()}
        lead={summary.data?.newest_at ? <>last change on <Day at={summary.data.newest_at} /></> : undefined}
        calls={[{ id: "home.summary", params: {} }, { id: "charter.get", params: {} }, { id: "maturity.assess", params: {} }]}
      />
      <div className={layout.split}>
        <div className={layout.stack}>
          {isNew ? <Checklist /> : null}
          <NeedsPanel query={summary} />
          {live.length > 0 || !summary.data ? <LivePanel query={summary} stopped={stopped} /> : null}
          {first ? <StoryPanel all={live} newestAt={summary.data?.newest_at ?? null} /> : null}
        </div>
        <div className={layout.stack}>
          <CharterCard live={first} />
          <MaturityCard newestAt={summary.data ? newestData(summary.data) : undefined} />
          {live.length > 0 ? (
            <Panel title="Why was it so?" note="from any answer back to the rows it was learned from" actions={<Link to={pageOf("why")}>Newest answers</Link>}>
              <AskBox isNarrow />
            </Panel>
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** The end of the last judged window, or where there is none the last thing that happened. */
function newestData({ live, newest_at }: Summary): string | null {
  return live.flatMap(({ window_end }) => window_end).sort().at(-1) ?? newest_at;
}
