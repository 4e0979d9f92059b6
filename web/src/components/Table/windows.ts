import type { Sort, Source, Window } from "./types";

export const WINDOW = 200;
const KEPT = 30; // windows held at once: 6 000 rows; older ones are read again from their cursor when scrolled back to

/**
 * The rows of a source, as far as they have been read. Windows are read one after the other, since each starts where
 * the one before ended; what has been let go is read again from its remembered cursor.
 */
export class Windows<Row> {
  error: unknown = null;
  total: number | null = null;
  isExact = true;
  isEnded = false;
  private pages = new Map<number, Row[]>();
  private cursors: (string | null)[] = [null];
  private starts: number[] = [0]; // starts[n] = index of the first row of window n
  private wanted: [number, number] = [0, 0];
  private isReading = false;
  private controller = new AbortController();
  private listeners = new Set<() => void>();
  private changes = 0;

  constructor(
    private source: Source<Row>,
    private readonly sort: readonly Sort[],
  ) {}

  subscribe = (tell: () => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  snapshot = () => this.changes;

  /** How many rows have been found so far. */
  get known(): number {
    return this.starts.at(-1)!;
  }

  get isLoading(): boolean {
    return this.isReading;
  }

  rowAt(index: number): Row | undefined {
    const page = this.pageOf(index);
    return this.pages.get(page)?.[index - this.starts[page]!];
  }

  /** The rows between two indexes are looked at: read what is missing of them and of one window ahead. */
  want(first: number, last: number): void {
    this.wanted = [first, last];
    if (!this.error) void this.fill();
  }

  retry(): void {
    this.error = null;
    void this.fill();
  }

  stop(): void {
    this.controller.abort();
    this.controller = new AbortController();
    this.isReading = false;
  }

  /** Everything up to what is looked at once more; the old rows stay until the new ones are here. */
  async refresh(source: Source<Row>): Promise<void> {
    this.stop();
    this.source = source;
    const fresh = new Windows(source, this.sort);
    const until = this.wanted[1];
    const signal = this.controller.signal;
    while (!fresh.isEnded && fresh.known <= until && !fresh.error) await fresh.readNext(signal);
    if (signal.aborted) return;
    if (fresh.error) this.error = fresh.error;
    else Object.assign(this, { pages: fresh.pages, cursors: fresh.cursors, starts: fresh.starts, total: fresh.total, isExact: fresh.isExact, isEnded: fresh.isEnded, error: null });
    this.tell();
  }

  /** All rows from the front to the end or to `most`, for an export. */
  async all(most: number, onProgress: (count: number) => void): Promise<Row[]> {
    const rows: Row[] = [];
    let after: string | null = null;
    do {
      const answer: Window<Row> = await this.source.read({ sort: this.sort, after, limit: WINDOW, signal: this.controller.signal });
      for (const row of answer.rows) rows.push(row);
      after = answer.next;
      onProgress(rows.length);
    } while (after !== null && rows.length < most);
    return rows.slice(0, most);
  }

  private pageOf(index: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private async fill(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    const signal = this.controller.signal;
    for (let next = this.missing(); next !== null && !this.error && !signal.aborted; next = this.missing()) {
      await this.readPage(next, signal);
      this.letGo();
      this.tell();
    }
    if (!signal.aborted) this.isReading = false;
  }

  /** The first window that is looked at and not here; the next one ahead counts as looked at. */
  private missing(): number | null {
    const [first, last] = this.wanted;
    const known = this.cursors.length - (this.isEnded ? 1 : 0); // windows whose cursor is known
    for (let page = this.pageOf(first); page < known; page += 1) {
      if (this.starts[page]! > last + WINDOW / 2) return null;
      if (!this.pages.has(page)) return page;
    }
    return null;
  }

  private async readNext(signal: AbortSignal): Promise<void> {
    await this.readPage(this.cursors.length - 1, signal);
  }

  private async readPage(page: number, signal: AbortSignal): Promise<void> {
    try {
      const after = this.cursors[page] ?? null;
      const answer = await this.source.read({ sort: this.sort, after, limit: WINDOW, signal });
      if (!signal.aborted) this.take(page, answer);
    } catch (error) {
      if (!signal.aborted) this.error = error;
    }
  }

  private take(page: number, answer: Window<Row>): void {
    this.pages.set(page, answer.rows);
    if (answer.total !== undefined) this.total = answer.total;
    if (answer.isExact !== undefined) this.isExact = answer.isExact;
    if (page !== this.cursors.length - 1 || this.isEnded) return;
    this.starts.push(this.starts[page]! + answer.rows.length);
    this.cursors.push(answer.next);
    this.isEnded = answer.next === null;
    if (this.isEnded) this.total = this.known;
  }

  private letGo(): void {
    if (this.pages.size <= KEPT) return;
    const here = this.pageOf(this.wanted[0]);
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - here) - Math.abs(a - here));
    for (const page of far.slice(0, this.pages.size - KEPT)) this.pages.delete(page);
  }

  private tell(): void {
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }
}
