/** One clock for all times on the page, and the one setting of the zone. */
import { useSyncExternalStore } from "react";
import type { Zone } from "../../format/time";

const KEY = "flyball.zone";
const TICK_MS = 15_000;
const clockListeners = new Set<() => void>();
const zoneListeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = Date.now();
  for (const tell of clockListeners) tell();
}

function subscribeClock(tell: () => void) {
  if (clockListeners.size === 0) {
    now = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  clockListeners.add(tell);
  return () => {
    clockListeners.delete(tell);
    if (clockListeners.size === 0) clearInterval(timer);
  };
}

/** The time now, to a quarter of a minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribeClock, () => now);
}

export function zoneNow(): Zone {
  try {
    return localStorage.getItem(KEY) === "utc" ? "utc" : "local";
  } catch {
    return "local"; // storage can be forbidden
  }
}

export function setZone(zone: Zone): void {
  try {
    localStorage.setItem(KEY, zone);
  } catch {
    // then the setting lasts as long as nothing: reading gives "local" again
  }
  for (const tell of zoneListeners) tell();
}

export function useZone(): Zone {
  return useSyncExternalStore((tell) => {
    zoneListeners.add(tell);
    return () => zoneListeners.delete(tell);
  }, zoneNow);
}
