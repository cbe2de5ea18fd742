import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { product } from "./src/lib/product.ts";

const api = process.env.API_URL ?? "http://127.0.0.1:8000";
const host = process.env.UI_HOST ?? "127.0.0.1";
const port = Number(process.env.UI_PORT ?? 5173);

// In a Codespace the browser comes through a forwarded address of this domain, over https.
const domain = process.env.GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN;
const allowedHosts = domain ? [`.${domain}`] : [];

// The browser knows one origin only, in development as in production: no CORS, no address to configure.
// A page may begin with the same letters (/api-keys), and the API sees the host that the browser asked for.
const proxy = { "^/api([/?]|$)": { target: api } };
const server = { host, port, allowedHosts, proxy };

/** The product's name as the title of the page, until the application sets the page's own. */
const title = {
  name: "product-title",
  transformIndexHtml: (html: string) =>
    html.replaceAll("%PRODUCT%", () => product.replaceAll("&", "&amp;").replaceAll("<", "&lt;")),
};

export default defineConfig({
  // Its output is one of several in the same terminal.
  clearScreen: false,
  plugins: [
    // Before React's plugin: it splits the route files that React's plugin then transforms.
    // Its settings are in tsr.config.json.
    tanstackRouter(),
    react(),
    title,
  ],
  resolve: { tsconfigPaths: true },
  server,
  preview: server,
  build: {
    // No resource can have this address: a page's begins with a letter.
    assetsDir: "_build",
    rolldownOptions: {
      // What every page needs is one file: forty small ones wait for one another.
      output: { codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] } },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 60_000,
    // West of Greenwich, where a date that is taken for a time shows as the day before.
    env: { TZ: "America/Los_Angeles" },
    // Loading the libraries costs more than the tests: files share a process, and src/testing/setup.ts
    // cleans up after each test. All processors, because Vitest would leave one of two idle.
    isolate: false,
    maxWorkers: "100%",
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["src/testing/**", "src/app/route-tree.gen.ts", "src/**/*.test.{ts,tsx}"],
    },
  },
});
