import { createServer } from "vite";
import type { Plugin, Rolldown } from "vite";

/** The script that Vite would begin the application with. */
const beginning = /<script type="module" crossorigin src="([^"]+)"><\/script>/;

/** A page's component; the first group is the beginning of its address. */
const component = /\/src\/app\/routes\/(?:([\w-]+)\/route|index)\.tsx\?tsr-split=component$/;

/**
 * Puts what each page begins with into the built index.html, and what public/first-paint.js loads when that is
 * painted: the application, and the files of the page that is opened.
 */
export function firstPaint(): Plugin {
  return {
    name: "first-paint",
    apply: "build",
    async transformIndexHtml(html, { bundle = {}, chunk }) {
      const [script, application] = beginning.exec(html) ?? [];
      if (script === undefined || application === undefined || chunk === undefined) {
        throw new Error("index.html has no script that begins the application");
      }
      const files = JSON.stringify({ application, pages: filesOfPages(bundle, chunk) });
      const painted = await render();
      // By functions: in a text, a dollar sign may stand for a part of the page.
      return html
        .replace(script, () => `<link rel="modulepreload" crossorigin href="${application}">`)
        .replace("<!-- files -->", () => `<meta name="files" content='${files}'>`)
        .replace("<!-- first paint -->", () => painted);
    },
  };
}

async function render(): Promise<string> {
  const vite = await createServer({
    configFile: false,
    appType: "custom",
    resolve: { tsconfigPaths: true },
    server: { middlewareMode: true, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  const { renderFirstPaint } = await vite.ssrLoadModule("src/app/first-paint.tsx");
  await vite.close();
  return (renderFirstPaint as () => string)();
}

/** By the first part of a page's address: the files that it needs besides those of the application. */
function filesOfPages(
  bundle: Rolldown.OutputBundle,
  application: Rolldown.OutputChunk,
): Record<string, string[]> {
  const there = filesOf(bundle, application);
  const pages = Object.values(bundle).flatMap((file) => {
    if (file.type !== "chunk") return [];
    const route = file.moduleIds.map((id) => component.exec(id)).find((found) => found !== null);
    if (!route) return [];
    const needed = [...filesOf(bundle, file)].filter((name) => !there.has(name));
    return [[route[1] ?? "", needed.map((name) => `/${name}`)] as const];
  });
  return Object.fromEntries(pages);
}

/** A chunk's files and, unless they are known, those of the chunks that it imports. */
function filesOf(
  bundle: Rolldown.OutputBundle,
  chunk: Rolldown.OutputChunk,
  known = new Set<string>(),
): Set<string> {
  known.add(chunk.fileName);
  for (const name of chunk.viteMetadata?.importedCss ?? []) known.add(name);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === "chunk" && !known.has(name)) filesOf(bundle, imported, known);
  }
  return known;
}
