import { HOSTILE, random } from "../chart/samples";
import { HeatStrip } from "./HeatStrip";

const next = random(5);
const names = ["origin", "dep_delay", "carrier", "distance", "hour", "weather_wind", HOSTILE];
const windows = Array.from({ length: 30 }, (_, i) => `${(i % 30) + 1} Jun`);
const effects = names.map((_, row) => windows.map((_, column) => Math.max(0, (row === 0 && column > 18 ? 0.35 : 0.02) + next() * 0.12 * (row === 3 ? 2 : 1))));
const large = Array.from({ length: 40 }, () => Array.from({ length: 90 }, () => next() ** 3 * 0.4));

export const examples = [
  {
    title: "Features by windows",
    element: (
      <HeatStrip
        title="Since 20 June origin drifts more than anything else" rows={names} columns={windows} threshold={0.2} valueLabel="PSI" n={312_000}
        value={(row, column) => (row === 4 && column < 6 ? null : (effects[row]?.[column] ?? null))} few={(row, column) => row === 2 && column > 8 && column < 14}
        marks={[{ column: 18, label: "version 4 live" }]} onPick={() => undefined}
      />
    ),
  },
  { title: "40 features, 90 windows", element: <HeatStrip title="All features" rows={large.map((_, i) => `feature_${i + 1}`)} columns={Array.from({ length: 90 }, (_, i) => `day ${i + 1}`)} value={(row, column) => large[row]?.[column] ?? null} /> },
];
