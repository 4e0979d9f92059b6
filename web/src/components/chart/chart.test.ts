import { describe, expect, it } from "vitest";
import { logTicks } from "./logTicks";
import { tick } from "./number";
import { toCsv } from "./table";
import { timeTicks } from "./time";

describe("toCsv", () => {
  it("quotes what would break a row, keeps every digit, writes times as ISO", () => {
    const csv = toCsv({ columns: ["time", "a,b"], rows: [[0, 0.1234567], [null, 'say "x"\n']], times: [0] });

    expect(csv).toBe('time,"a,b"\r\n1970-01-01T00:00:00.000Z,0.1234567\r\n,"say ""x""\n"\r\n');
  });

  it("does not let a name run as a formula", () => {
    expect(toCsv({ columns: ["name"], rows: [["=HYPERLINK(1)"], ["-2"]] })).toBe("name\r\n'=HYPERLINK(1)\r\n'-2\r\n");
  });
});

it("ticks of a log axis are 1, 2, 5, or decades when there are many", () => {
  expect(logTicks([0.2124, 0.3, 0.5, 1, 2, 4], 9)).toEqual([0.5, 1, 2]);
  expect(logTicks([0.01, 0.02, 0.1, 0.2, 1, 2, 10], 4)).toEqual([0.01, 0.1, 1, 10]);
});

it("tick texts stay short", () => {
  expect([0.1 * 3, 15_000, 2_500_000, 3e9].map(tick)).toEqual(["0.3", "15k", "2.5M", "3G"]);
});

it("the day stands below the first tick and where it changes", () => {
  const at = Date.UTC(2026, 5, 1, 18);

  expect(timeTicks([at, at + 21_600_000, at + 43_200_000], 21_600_000, true)).toEqual(["18:00\n1 Jun", "00:00\n2 Jun", "06:00"]);
});
