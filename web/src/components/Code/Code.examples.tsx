import { Code, type CodeProps } from "./Code";

const SAMPLES: CodeProps[] = [
  { language: "python", text: 'import flyball  # the SDK\n\n@flyball.asset(after="flights")\ndef delays(rows: Table) -> Table:\n    """One line per flight."""\n    return rows.where(f"delay_min > {15}")[:1_000]' },
  { language: "bash", text: "curl -X POST 'http://127.0.0.1:7800/api/v1/runs/search' \\\n  -H \"Authorization: Bearer $FLYBALL_TOKEN\" \\\n  -d '{\"limit\": 200}' # first window" },
  { language: "json", text: '{\n  "model": "late-flight",\n  "version": 4,\n  "weights": [0.25, -1e-3, null],\n  "live": true\n}' },
  { language: "sql", text: "-- delays by carrier\nSELECT carrier, avg(delay_min) AS mean\nFROM flights WHERE delay_min > 15 AND origin = 'ORD'\nGROUP BY carrier ORDER BY mean DESC LIMIT 10" },
  { language: "yaml", text: "loop: late-flight # governed\nlimits:\n  budget_usd: 40\n  cooldown: '2 d'\npaused: false" },
];

export const examples = [
  ...SAMPLES.map((sample) => ({ title: sample.language ?? "text", element: <Code {...sample} /> })),
  { title: "Numbered, limited height", element: <Code language="text" hasLineNumbers maxHeight={110} text={Array.from({ length: 60 }, (_, at) => `line ${at + 1} of a log \u202e<script>`).join("\n")} /> },
  { title: "Wrapped", element: <Code isWrapped text={"one long line ".repeat(40)} /> },
];
