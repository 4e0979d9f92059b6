import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `base: "./"` and the <base> element the server writes: one build works under every URL prefix.
/** Few files instead of one per component: a browser fetches six at a time. Lazy ones (canvases, menus) stay alone. */
const CHARTS = "chart|ChartFrame|BarList|Calibration|Confusion|Gantt|HeatStrip|Histogram|Interval|LineChart|ParallelCoordinates|Scatter|TimeChart|Waterfall";
const groups = [
  { name: "spark", test: /node_modules\/d3-(shape|path)\/|src\/components\/(Sparkline\/(?!.*examples)|chart\/(value|number)\.ts)/, priority: 35 },
  { name: "parts", test: /src\/components\/(?!.*examples|Graph\/|Sparkline\/|Markdown\/Rendered|chart\/plot)/, priority: 15 },
  { name: "gallery", test: /\.examples\.tsx?$|src\/pages\/gallery\//, priority: 10 },
  { name: "react", test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack\/(react-)?(router|router-core|query|query-core|history|store))\//, priority: 50 },
  { name: "table", test: /node_modules\/@tanstack\/|src\/components\/(Table|FilterBar)\/(?!.*examples)/, priority: 20 },
  { name: "charts", test: new RegExp(`node_modules/(d3-|internmap)|src/components/(${CHARTS})/(?!plot/|.*examples)`), priority: 30 },
  {
    name: "base",
    test: /node_modules\/(@radix-ui|radix-ui|@floating-ui|lucide-react|aria-hidden|react-remove-scroll|react-style-singleton|use-callback-ref|use-sidecar|get-nonce)|src\/(api|format|app\/(?!CommandMenu|KeyboardHelp)|components\/(announce|Button|Chips|CopyButton|Dialog|Digest|Drawer|Empty|ErrorNote|Facts|Field|Link|Menu|Num|Panel|RefLink|Skeleton|Status|Tabs|Time|Tooltip)\/(?!.*examples))/,
    priority: 40,
  },
];

export default defineConfig({
  base: "./",
  plugins: [react()],
  html: { cspNonce: "__NONCE__" },
  build: {
    target: "es2023",
    outDir: "dist",
    assetsDir: "assets",
    assetsInlineLimit: 0, // a data: font or script would be refused by our own policy
    chunkSizeWarningLimit: 600,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: {
    host: "127.0.0.1",
    port: Number(process.env["FLYBALL_UI_PORT"] ?? 7850),
    strictPort: true,
    proxy: {
      "^/(api|login|logout|healthz)": { target: process.env["FLYBALL_URL"] ?? "http://127.0.0.1:7700", changeOrigin: false },
    },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node", pool: "threads", css: true },
});
