import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // The package lies above the demo, and its WASM files stay beside their scripts.
  server: { fs: { allow: ["../.."] } },
  optimizeDeps: { exclude: ["plimsoll"] },
  worker: { format: "es" },
  build: { target: "es2022", assetsInlineLimit: 0, reportCompressedSize: false },
});
