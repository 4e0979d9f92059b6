import { call } from "./call";
import { asApiError } from "./errors";
import { API, ROOT } from "./place";

/** An event of the project, as the stream tells it; `audit.list_events` has the rest. */
export interface LiveEvent {
  seq: number;
  at: string;
  actor: string;
  kind: string;
  ref: string;
  outcome: string;
}

export type Liveness = "connecting" | "live" | "reconnecting" | "polling" | "off";

/** `asOf`: when the data shown was last known to be current, in ms. `why`: a sentence, when there is one. */
export interface LiveState {
  state: Liveness;
  asOf: number;
  why: string;
}

interface Handlers {
  onEvents(events: LiveEvent[]): void;
  onState(state: LiveState): void;
}

type Message = { kind: "events"; events: LiveEvent[] } | { kind: "state"; state: LiveState } | { kind: "hello" };

const POLL_MS = 5_000;
const STREAM_AGAIN_MS = 60_000;
const TRIES_BEFORE_POLLING = 3;

/**
 * The events of one project in this tab. Browsers allow six connections per host, so only one tab, the holder of a
 * lock, has the stream; it passes everything on, and when it closes another tab takes lock and stream over.
 */
export class LiveChannel {
  private readonly stopped = new AbortController();
  private readonly others: BroadcastChannel;
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private last: number | null = null;
  private isLeader = false;
  private state: LiveState = { state: "connecting", asOf: Date.now(), why: "" };

  constructor(
    private readonly project: string,
    private readonly handlers: Handlers,
  ) {
    const name = `flyball.live${ROOT}${project}`;
    this.others = new BroadcastChannel(name);
    this.others.addEventListener("message", (message: MessageEvent<Message>) => this.hear(message.data));
    this.others.postMessage({ kind: "hello" } satisfies Message);
    if ("locks" in navigator) this.queueForLock(name);
    else void this.lead(); // plain HTTP from another machine: no locks there, so each tab listens for itself
    addEventListener("online", this.wake);
  }

  stop(): void {
    this.stopped.abort();
    this.source?.close();
    this.others.close();
    clearTimeout(this.timer);
    removeEventListener("online", this.wake);
  }

  private queueForLock(name: string): void {
    const { signal } = this.stopped;
    const hold = () => new Promise<void>((done) => {
      if (signal.aborted) return done(); // granted on the way out: held now, it would be held for ever
      signal.addEventListener("abort", () => done(), { once: true });
      void this.lead();
    });
    navigator.locks.request(name, { signal }, hold).catch(() => undefined); // aborted: the page is gone
  }

  private hear(message: Message): void {
    if (message.kind === "hello") {
      if (this.isLeader) this.others.postMessage({ kind: "state", state: this.state } satisfies Message);
    } else if (message.kind === "state") this.show(message.state);
    else this.take(message.events);
  }

  private async lead(): Promise<void> {
    this.isLeader = true;
    try {
      this.last ??= (await call("audit.head", {}, { project: this.project })).seq;
      this.listen();
    } catch (error) {
      const { status, what } = asApiError(error);
      // Whoever may not read the events has pages that are asked again now and then, and no more.
      if (status === 403) this.tell("off", what);
      else this.again();
    }
  }

  private listen(): void {
    if (this.stopped.signal.aborted) return;
    const query = new URLSearchParams({ project: this.project, after: String(this.last ?? 0) });
    const source = new EventSource(`${API}/events/stream?${query}`);
    this.source = source;
    source.addEventListener("open", () => {
      this.failures = 0;
      this.tell("live");
    });
    source.addEventListener("flyball", (message: MessageEvent<string>) => {
      const event = { ...JSON.parse(message.data), seq: Number(message.lastEventId) } as LiveEvent;
      this.pass([event]);
    });
    source.addEventListener("error", () => {
      source.close(); // our own pace, not the browser's, which asks once a second for ever
      this.again();
    });
  }

  private again(): void {
    if (this.stopped.signal.aborted) return;
    this.failures += 1;
    clearTimeout(this.timer);
    if (this.failures > TRIES_BEFORE_POLLING) {
      void this.poll(Date.now() + STREAM_AGAIN_MS);
      return;
    }
    this.tell("reconnecting");
    this.timer = setTimeout(() => void this.lead(), 500 * 2 ** this.failures);
  }

  private async poll(until: number): Promise<void> {
    if (this.stopped.signal.aborted) return;
    try {
      const head = this.last ?? (await call("audit.head", {}, { project: this.project })).seq;
      const found = await call("audit.list_events", { after: head, limit: 200 }, { project: this.project });
      this.last = head;
      this.tell("polling");
      this.pass(found);
    } catch (error) {
      const { status, what } = asApiError(error);
      if (status === 403) {
        this.tell("off", what);
        return;
      }
      this.tell("reconnecting");
      until = 0; // the server was away: as soon as it is back, the stream will be too
    }
    const next = Date.now() > until ? () => void this.lead() : () => void this.poll(until);
    this.timer = setTimeout(next, POLL_MS);
  }

  private readonly wake = (): void => {
    if (!this.isLeader || this.state.state === "live" || this.state.state === "off") return;
    clearTimeout(this.timer);
    this.source?.close();
    void this.lead();
  };

  private pass(events: LiveEvent[]): void {
    if (events.length === 0) return;
    this.take(events);
    this.others.postMessage({ kind: "events", events } satisfies Message);
  }

  private take(events: LiveEvent[]): void {
    const fresh = events.filter((event) => event.seq > (this.last ?? -1));
    if (fresh.length === 0) return;
    this.last = fresh.at(-1)!.seq;
    this.handlers.onEvents(fresh);
  }

  private tell(state: Liveness, why = ""): void {
    const isCurrent = state === "live" || state === "polling";
    this.show({ state, why, asOf: isCurrent || this.state.state === "live" ? Date.now() : this.state.asOf });
    this.others.postMessage({ kind: "state", state: this.state } satisfies Message);
  }

  private show(state: LiveState): void {
    this.state = state;
    this.handlers.onState(state);
  }
}
