/** Numbers for examples and measurements: the same on every machine and every day. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A walk of `count` values that returns to `centre`. */
export function wander(seed: number, count: number, centre: number, step: number): number[] {
  const next = random(seed);
  let value = centre;
  return Array.from({ length: count }, () => {
    value += (next() - 0.5) * step + (centre - value) * 0.04;
    return value;
  });
}

/** A loss curve: falls fast, then slowly, with noise. */
export function curve(seed: number, count: number, end: number): number[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, i) => end + 1.6 * Math.exp((-5 * i) / count) + (next() - 0.5) * 0.12);
}

export const HOSTILE = "<b>naïve</b> 🛫 \u202eطيران متأخر " + "long name ".repeat(28);
/** 1 June 2026, 00:00 UTC. */
export const JUNE = 1_780_272_000_000;
export const HOUR = 3_600_000;
