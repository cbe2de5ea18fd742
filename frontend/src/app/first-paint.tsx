import { MantineProvider, Stack } from "@mantine/core";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from "@tanstack/react-router";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";

import type { ListDescription } from "@/components/data-list/description";
import { ListHeader } from "@/components/data-list/list-header";
import { PageHeader } from "@/components/page-header";
import { texts } from "@/features/home/texts";

import { Shell } from "./shell";
import { cssVariables, theme } from "./theme";

/** Every list that there is: a module exports its description, and is called as the page's address. */
const lists = import.meta.glob<Record<string, ListDescription<never, never>>>(
  "../features/*/components/*-description.tsx",
  { eager: true },
);

/** The first part of a page's address, and what the page begins with. */
const pages = [
  { section: "", header: <PageHeader title={texts.title} description={texts.description} /> },
  ...Object.entries(lists).flatMap(([path, module]) =>
    Object.values(module).map((list) => ({
      section: path.replace(/^.*\/(.+)-description\.tsx$/, "$1"),
      header: <ListHeader list={list} />,
    })),
  ),
];

/**
 * The frame and the head of each page as HTML. vite.config.ts puts it into the built index.html, public/first-paint.js
 * says which one is shown: it is painted before the application is there, which goes on with the same.
 */
export function renderFirstPaint(): string {
  return renderToStaticMarkup(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      {pages.map(({ section, header }) => (
        <Page key={section} section={section}>
          {header}
        </Page>
      ))}
    </MantineProvider>,
    // A title belongs into the head: React moves it there when it runs.
  ).replaceAll(/<title>.*?<\/title>/g, "");
}

function Page({ section, children }: { section: string; children: ReactNode }) {
  // Not the application's router: links only want to know an address.
  const router = createRouter({
    routeTree: createRootRoute(),
    history: createMemoryHistory({ initialEntries: [`/${section}`] }),
  });
  const id = `first-paint-${section}`;
  // As a whole, when its end is parsed: in parts its elements would move.
  const shown = `[data-section="${section}"] #${id}:has(+ hr) { display: block }`;
  return (
    <>
      <style>{`#${id} { display: none } ${shown}`}</style>
      <div id={id}>
        <RouterContextProvider router={router as never}>
          <Shell>
            <Stack gap="lg">{children}</Stack>
          </Shell>
        </RouterContextProvider>
      </div>
      <hr hidden />
    </>
  );
}
