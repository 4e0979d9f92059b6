/** Ticks a log axis can carry: 1, 2, 5 of each decade; only the decades when there are more than `most`. */
export function logTicks(values: readonly number[], most: number): number[] {
  const mantissa = (value: number): number => Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toPrecision(9));
  const round = values.filter((value) => [1, 2, 5].includes(mantissa(value))); // 0.2124, an end of the axis, is none
  if (round.length <= most) return round;
  const decades = round.filter((value) => mantissa(value) === 1);
  if (decades.length < 2) return round;
  const every = Math.ceil(decades.length / most);
  return decades.filter((_, i) => i % every === 0);
}
