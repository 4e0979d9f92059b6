const plain = new Intl.NumberFormat("en", { maximumSignificantDigits: 4, useGrouping: false });

/** Four significant digits; a missing value is "–", NaN is "NaN". */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2).replace("-", "−").replace("e+", "e");
  const text = size >= 10_000 ? grouped(Math.round(value)) : plain.format(value);
  return text.replace("-", "−");
}

/** A count with thin spaces between thousands: 12 480. */
export function grouped(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

export function percent(share: number | null): string {
  return share === null ? "–" : Number.isNaN(share) ? "NaN" : `${short(share * 100)} %`;
}

/** A value with its unit: "0.031 s", "12 %" for shares given as such. */
export function withUnit(value: number | null, unit?: string): string {
  return unit && value !== null ? `${short(value)}\u202f${unit}` : short(value);
}

/** Tick text for a scale: like `short`, but thousands as k, M, G so that a column of ticks stays narrow. */
export function tick(value: number): string {
  const size = Math.abs(value);
  for (const [power, letter] of [[1e9, "G"], [1e6, "M"], [1e4, "k"]] as const) {
    if (size >= power && size < 1e13) return `${short(value / (letter === "k" ? 1e3 : power))}${letter}`;
  }
  return short(value);
}
