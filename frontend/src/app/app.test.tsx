import { screen } from "@testing-library/react";
import { http, HttpResponse } from "msw/http";
import { expect, test } from "vitest";

import { simulateBrowser } from "@/testing/browser";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme");

/** Whatever the first page asks for does not answer yet. */
function serveNothing() {
  server.use(http.get("/api/*", () => HttpResponse.error()));
}

test("the first page is the dashboard", async () => {
  serveNothing();
  renderApp("/");

  expect(await screen.findByRole("heading", { name: "Dashboard", level: 1 })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Dashboard" })).toHaveAttribute("aria-current", "page");
});

test("an address of no page says so, and leads to the first one", async () => {
  serveNothing();
  const { user, address } = renderApp("/nowhere");
  const title = "This page does not exist";
  expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();

  await user.click(screen.getByRole("link", { name: "Go to the first page" }));
  expect(await screen.findByRole("heading", { name: "Dashboard" })).toBeInTheDocument();
  expect(address()).toBe("/");
});

test("the colour scheme follows the system until the user chooses one", async () => {
  simulateBrowser({ dark: true });
  serveNothing();
  const { user } = renderApp("/");
  await screen.findByRole("heading", { name: "Dashboard" });
  expect(scheme()).toBe("dark");

  await user.click(screen.getByRole("radio", { name: "Light" }));
  expect(scheme()).toBe("light");

  await user.click(screen.getByRole("radio", { name: "Like the system" }));
  expect(scheme()).toBe("dark");
});
