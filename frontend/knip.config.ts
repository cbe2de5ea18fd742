import { globSync, readFileSync } from "node:fs";

import type { KnipConfig } from "knip";

/** What `inv new` writes uses these, as soon as there is a resource. */
const rooms = { "@": "src", "../..": "src/app", "./support": "e2e/support" };
const forResources = globSync([
  "../{workspace,.venv/lib/python*/site-packages}/headstart/scaffold/templates/**/*.jinja",
  "../scaffold/templates/**/*.jinja",
])
  .flatMap((path) => [...readFileSync(path, "utf8").matchAll(/from "(@|\.\.\/\.\.|\.\/support)\/(.+)"/g)])
  .map(([, from, path = ""]) => `${rooms[from as keyof typeof rooms]}/${path}.{ts,tsx}`)
  .filter((path) => !/[«<]|\/features\/|\/schema\b/.test(path));

const config: KnipConfig = {
  entry: [
    // Run by itself, for `inv build`.
    "e2e/paint.ts",
    // Found by the first page.
    ...globSync("src/features/*/components/panels.tsx"),
    // Generated, for whoever needs a part of it.
    "src/lib/api/rules.ts",
    ...new Set(forResources),
  ],
  ignoreDependencies: [
    // Named in a style sheet and in index.html, which knip does not read.
    "@fontsource-variable/inter",
    // Run by `inv client`.
    "openapi-typescript",
  ],
  // The usual ones and "cycles": circular imports.
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
