export const RAMP_STEPS = 9;

/**
 * Step 0…8 of a ramp in one hue whose lightness moves one way, so it reads without colour vision and in print;
 * it starts from the surface, so both themes are right without a second table.
 */
export function rampColour(step: number): string {
  const strong = Math.round(8 + (step / (RAMP_STEPS - 1)) * 92);
  return `color-mix(in oklab, color-mix(in oklab, var(--accent) 72%, var(--text-1)) ${strong}%, var(--surface-1))`;
}

/** A share of the ramp, 0…1, as a step; NaN counts as 0. */
export function rampStep(share: number): number {
  return Math.min(RAMP_STEPS - 1, Math.max(0, Math.floor((Number.isNaN(share) ? 0 : share) * RAMP_STEPS)));
}

/** Text that stays readable on a step of the ramp. */
export function rampText(step: number): string {
  return step >= 4 ? "var(--surface-1)" : "var(--text-1)";
}
