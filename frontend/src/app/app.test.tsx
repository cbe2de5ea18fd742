import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { on } from "@/testing/api";
import { simulateBrowser } from "@/testing/browser";
import { serveCatalogue } from "@/testing/catalogue";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme");

test("the first page is the dashboard", async () => {
  serveCatalogue();
  renderApp("/");

  expect(await screen.findByRole("heading", { name: "Dashboard", level: 1 })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Dashboard" })).toHaveAttribute("aria-current", "page");
});

test("the section that is open is marked in the navigation", async () => {
  serveCatalogue();
  const { user } = renderApp("/books");
  await user.click(await screen.findByRole("link", { name: "Authors" }));

  await screen.findByRole("heading", { name: "Authors" });
  expect(screen.getByRole("link", { name: "Authors" })).toHaveAttribute("aria-current", "page");
  expect(screen.getByRole("link", { name: "Books" })).not.toHaveAttribute("aria-current");
});

test.each(["/nowhere", "/books/emma/edit", "/authors/0/edit"])(
  "%s is a page that does not exist, and leads to one that does",
  async (path) => {
    serveCatalogue();
    const { user, address } = renderApp(path);
    const title = "This page does not exist";
    expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();

    await user.click(screen.getByRole("link", { name: "Go to the books" }));
    expect(await screen.findByRole("heading", { name: "Books" })).toBeInTheDocument();
    expect(address()).toBe("/books");
  },
);

test("the colour scheme follows the system until the user chooses one", async () => {
  simulateBrowser({ dark: true });
  serveCatalogue();
  const { user } = renderApp("/books");
  await screen.findByText("No books yet");
  expect(scheme()).toBe("dark");

  await user.click(screen.getByRole("radio", { name: "Light" }));
  expect(scheme()).toBe("light");

  await user.click(screen.getByRole("radio", { name: "Like the system" }));
  expect(scheme()).toBe("dark");
});

test("a page that breaks offers to try again", async () => {
  // A page of books that is no page: what only a defect could bring.
  vi.mocked(console.error).mockReturnValue();
  vi.mocked(console.warn).mockReturnValue();
  serveCatalogue();
  server.use(on("get", "/api/books", () => ({ status: 200, body: {} as never })));
  const { user } = renderApp("/books");
  expect(await screen.findByText("Something went wrong")).toBeInTheDocument();
  expect(console.error).toHaveBeenCalled();
  vi.clearAllMocks();

  serveCatalogue();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => {
    expect(screen.getByRole("heading", { name: "Books" })).toBeInTheDocument();
  });
});
