import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

import { product } from "./src/lib/product.ts";

const api = process.env.API_URL ?? "http://127.0.0.1:8000";
const host = process.env.UI_HOST ?? "127.0.0.1";
const port = Number(process.env.UI_PORT ?? 5173);

// In a Codespace, the browser uses a forwarded address in this domain.
const domain = process.env.GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN;
const allowedHosts = domain ? [`.${domain}`] : [];

// The UI and the API share an origin, as in production, so neither CORS nor a base URL is needed.
// The pattern matches the address of a team, but no pages such as /api-keys. The API receives the original Host header.
const proxy = { "^(/t/[^/?]+)?/api([/?]|$)": { target: api } };
const server = { host, port, allowedHosts, proxy };

/** Caddy replaces it for each response by the nonce of the Content Security Policy. */
const nonce = "{{placeholder `http.request.uuid`}}";

/** Sets the page title to the product's name, until the app sets its own. */
const indexHtml: Plugin = {
  name: "index-html",
  transformIndexHtml: (html, { server }) =>
    html
      .replaceAll("%PRODUCT%", () => product.replaceAll("&", "&amp;").replaceAll("<", "&lt;"))
      // The development server has no policy.
      .replace("%NONCE%", server ? "" : nonce),
};

/** Serves a build with the Content Security Policy of production, so that the end-to-end tests respect it. */
const securityPolicy: Plugin = {
  name: "security-policy",
  configurePreviewServer({ config, middlewares }) {
    const caddyfile = readFileSync("../infra/caddy/Caddyfile", "utf8");
    const policy = /Content-Security-Policy "(.+)"/.exec(caddyfile)?.[1] ?? "default-src 'none'";
    // Vite calls the returned function after it has rewritten the address of each page to /index.html.
    return () => {
      middlewares.use((request, response, next) => {
        if (request.url !== "/index.html") {
          next();
          return;
        }
        const html = readFileSync(join(config.build.outDir, "index.html"), "utf8");
        const value = randomUUID();
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.setHeader("Content-Security-Policy", policy.replace("{http.request.uuid}", value));
        response.end(html.replace(nonce, value));
      });
    };
  },
};

export default defineConfig({
  // Other processes print to the same terminal.
  clearScreen: false,
  plugins: [
    // Must come before the React plugin, because it splits the route files. Configured in tsr.config.json.
    tanstackRouter(),
    react(),
    indexHtml,
    securityPolicy,
  ],
  resolve: { tsconfigPaths: true },
  server,
  preview: server,
  build: {
    // Cannot conflict with a page, because page paths start with a letter.
    assetsDir: "_build",
    rolldownOptions: {
      // A chunk for what every page needs, and one for what several need, instead of a waterfall of small ones.
      output: {
        codeSplitting: {
          groups: [
            { name: "start", tags: ["$initial"], priority: 1 },
            { name: "common", minShareCount: 3 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 60_000,
    // West of Greenwich, where a date parsed as UTC midnight is displayed as the previous day.
    env: { TZ: "America/Los_Angeles" },
    // Loading the libraries takes longer than the tests, so files share a process. src/testing/setup.ts cleans
    // up after each test. All processors are used, because Vitest would leave one of two idle.
    isolate: false,
    maxWorkers: "100%",
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["src/testing/**", "src/app/route-tree.gen.ts", "src/**/*.test.{ts,tsx}"],
    },
  },
});
