import { expect, test } from "vitest";
import type { Source } from "./types";
import { WINDOW, Windows } from "./windows";

function numbers(count: number, options: { failAt?: number } = {}): Source<number> & { reads: (string | null)[] } {
  const reads: (string | null)[] = [];
  return {
    key: "n",
    reads,
    read: async ({ after, limit }) => {
      reads.push(after);
      const start = after === null ? 0 : Number(after) + 1;
      if (options.failAt !== undefined && start >= options.failAt) throw new Error("no more today");
      const rows = Array.from({ length: Math.min(limit, count - start) }, (_, at) => start + at);
      const last = rows.at(-1);
      return { rows, next: last !== undefined && last < count - 1 ? String(last) : null };
    },
  };
}

const settle = async () => {
  for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
};

test("only what is looked at is read, and a window ahead", async () => {
  const source = numbers(10_000);
  const windows = new Windows(source, []);
  windows.want(0, 30);
  await settle();
  expect(source.reads).toEqual([null]);
  windows.want(150, 190);
  await settle();
  expect(source.reads).toEqual([null, "199"]);
  expect(windows.rowAt(399)).toBe(399);
  expect(windows.rowAt(400)).toBeUndefined();
});

test("the end is known when it was reached, and then the total is", async () => {
  const windows = new Windows(numbers(250), []);
  windows.want(0, 249);
  await settle();
  expect([windows.isEnded, windows.known, windows.total]).toEqual([true, 250, 250]);
});

test("an empty source ends at once", async () => {
  const windows = new Windows(numbers(0), []);
  windows.want(0, 30);
  await settle();
  expect([windows.isEnded, windows.known]).toEqual([true, 0]);
});

test("what was let go is read again from its cursor", async () => {
  const source = numbers(WINDOW * 60);
  const windows = new Windows(source, []);
  for (let at = 0; at < WINDOW * 50; at += WINDOW) {
    windows.want(at, at + 40);
    await settle();
  }
  expect(windows.rowAt(0)).toBeUndefined();
  windows.want(0, 40);
  await settle();
  expect(windows.rowAt(0)).toBe(0);
  expect(windows.rowAt(WINDOW - 1)).toBe(WINDOW - 1);
});

test("a failure is kept until it is tried again", async () => {
  const source = numbers(1000, { failAt: 200 });
  const windows = new Windows(source, []);
  windows.want(100, 300);
  await settle();
  expect(String(windows.error)).toContain("no more today");
  expect(windows.rowAt(199)).toBe(199);
  windows.retry();
  await settle();
  expect(source.reads.length).toBe(3);
});

test("a refresh swaps the rows in one step", async () => {
  const windows = new Windows(numbers(300), []);
  windows.want(0, 250);
  await settle();
  const doubled: Source<number> = { key: "n", version: 2, read: async () => ({ rows: [7, 8], next: null }) };
  const done = windows.refresh(doubled);
  expect(windows.rowAt(0)).toBe(0);
  await done;
  expect([windows.rowAt(0), windows.known, windows.total]).toEqual([7, 2, 2]);
});

test("an export reads everything in order", async () => {
  const windows = new Windows(numbers(1234), []);
  const seen: number[] = [];
  const rows = await windows.all(100_000, (count) => seen.push(count));
  expect(rows.length).toBe(1234);
  expect(rows[1233]).toBe(1233);
  expect(seen.at(-1)).toBe(1234);
});
