import { describe, expect, it } from "vitest";
import type { Prediction } from "../../api/operations";
import { correlation, ranks, standings } from "./unusual";

const made = (id: string, score: number, features: Prediction["features"]): Prediction => ({
  id, deployment: "d", at: "", logged_at: "", model: "", model_digest: "", variant: "", policy_gen: 1, assigned_by: "policy", unit: null, business_key: null, request_id: "", latency_us: 0, shadow_of: null, score, features,
});
const others = Array.from({ length: 50 }, (_, i) => made(`${i}`, i / 50, { delays: i, noise: (i * 37) % 50, same: 1, carrier_code: i }));

describe("the inputs of an answer", () => {
  it("come with those first that are unusual and go with the score", () => {
    const [first] = standings(made("me", 0.9, { noise: 25, delays: 48, same: 1, carrier_code: 3, text: "JFK" }), others);
    expect(first).toMatchObject({ name: "delays", together: 1 });
    expect(first!.rank).toBeCloseTo(0.97);
    expect(first!.pull).toBeGreaterThan(0.9);
  });
  it("are not ranked where there is no order: codes, text, what never changes", () => {
    const found = standings(made("me", 0.9, { same: 1, carrier_code: 3, text: "JFK", gone: null }), others);
    expect(found.every(({ pull }) => pull === 0)).toBe(true);
    expect(found.find(({ name }) => name === "carrier_code")!.rank).toBeNull();
  });
  it("are not compared with themselves", () => {
    expect(standings(others[49]!, others).find(({ name }) => name === "delays")!.rank).toBe(1);
  });
});

it("equal values share a rank, and what does not change correlates with nothing", () => {
  expect(ranks([3, 1, 3])).toEqual([1.5, 0, 1.5]);
  expect(correlation([1, 1], [1, 2])).toBeNull();
});
