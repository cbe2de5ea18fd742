import { globSync, readFileSync } from "node:fs";

import type { KnipConfig } from "knip";

/** Modules used by the files that `inv new` generates, which may not exist yet. */
const folders = { "@": "src", "../..": "src/app", "./support": "e2e/support" };
const forResources = globSync([
  "../{workspace,.venv/lib/python*/site-packages}/headstart/scaffold/templates/**/*.jinja",
  "../scaffold/templates/**/*.jinja",
])
  .flatMap((path) => [...readFileSync(path, "utf8").matchAll(/from "(@|\.\.\/\.\.|\.\/support)\/(.+)"/g)])
  .map(([, from, path = ""]) => `${folders[from as keyof typeof folders]}/${path}.{ts,tsx}`)
  .filter((path) => !/[«<]|\/features\/|\/schema\b/.test(path));

const config: KnipConfig = {
  entry: [
    // Run by `inv build`.
    "e2e/paint.ts",
    // Loaded with import.meta.glob by the home page.
    ...globSync("src/features/*/panels.tsx"),
    // Generated. Not every export is used.
    "src/lib/api/rules.ts",
    ...new Set(forResources),
  ],
  ignoreDependencies: [
    // Used in a style sheet and in index.html, which knip does not read.
    "@fontsource-variable/inter",
    // Run by `inv client`.
    "openapi-typescript",
  ],
  // The defaults and "cycles" (circular imports).
  include: [
    "files",
    "dependencies",
    "unlisted",
    "binaries",
    "unresolved",
    "exports",
    "types",
    "duplicates",
    "cycles",
  ],
};

export default config;
