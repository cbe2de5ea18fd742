import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from "@tanstack/react-router";
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { http, HttpResponse } from "msw/http";
import { expect, test } from "vitest";
import IconTable from "@tabler/icons-react/icons/IconTable";

import { problemTexts } from "@/lib/api/problem-texts";
import { createQueryClient } from "@/lib/query-client";
import { server } from "@/testing/api";

import { Home } from "./home";
import type { Listed } from "./home";
import { texts } from "./texts";

const stamps = { to: "/stamps", label: "Stamps", icon: IconTable } as unknown as Listed;
const coins = { to: "/coins", label: "Coins", icon: IconTable } as unknown as Listed;

function renderHome(...lists: Listed[]) {
  const queryClient = createQueryClient();
  const { queries } = queryClient.getDefaultOptions();
  queryClient.setDefaultOptions({ queries: { ...queries, retryDelay: 10 } });
  // Links need a router, but not the application's.
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <RouterContextProvider router={router as never}>
          <Home lists={lists}>children</Home>
        </RouterContextProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const counts = (path: string, count: number) =>
  http.get(`/api${path}/count`, () => HttpResponse.json({ count }));

test("each list shows a count that links to it", async () => {
  server.use(counts("/stamps", 1234), counts("/coins", 0));
  renderHome(stamps, coins);

  expect(await screen.findByRole("link", { name: "Stamps 1,234" })).toHaveAttribute("href", "/stamps");
  expect(await screen.findByRole("link", { name: "Coins 0" })).toBeInTheDocument();
  expect(screen.getByText("children")).toBeInTheDocument();
});

test("without lists, the page shows how to create the first one", async () => {
  renderHome();

  expect(await screen.findByRole("heading", { name: texts.nothing.title })).toBeInTheDocument();
  expect(screen.getByText(texts.nothing.command)).toBeInTheDocument();
});

test("the page shows that the API is unreachable, and the counts once it is back", async () => {
  server.use(http.get("/api/*", () => HttpResponse.error()));
  renderHome(stamps);
  expect(await screen.findByText(problemTexts.unanswered.title)).toBeInTheDocument();

  server.use(counts("/stamps", 5));
  expect(await screen.findByRole("link", { name: "Stamps 5" })).toBeInTheDocument();
});
