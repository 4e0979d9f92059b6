import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `base: "./"` and the <base> element the server writes: one build works under every URL prefix.
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
  },
  server: {
    host: "127.0.0.1",
    port: Number(process.env["FLYBALL_UI_PORT"] ?? 7850),
    strictPort: true,
    proxy: {
      "^/(api|login|logout|healthz)": { target: process.env["FLYBALL_URL"] ?? "http://127.0.0.1:7800", changeOrigin: false },
    },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node", pool: "threads", css: true },
});
