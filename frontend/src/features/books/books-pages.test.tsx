import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { problemTexts } from "@/lib/api/problem-texts";
import { on, server } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { renderApp } from "@/testing/render-app";
import { appTexts, labelOf } from "@/testing/app-texts";

import { texts } from "./texts";

test("the navigation marks the current section", async () => {
  serveCatalogue();
  const { user } = renderApp("/books");
  const authors = await screen.findByRole("link", { name: labelOf("/authors") });
  await user.click(authors);

  await waitFor(() => {
    expect(authors).toHaveAttribute("aria-current", "page");
  });
  expect(screen.getByRole("link", { name: labelOf("/books") })).not.toHaveAttribute("aria-current");
});

test.each(["/books/emma/edit", "/authors/0/edit"])("%s shows that the page does not exist", async (path) => {
  serveCatalogue();
  renderApp(path);
  const title = appTexts.notFound.title;
  expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();
});

test("a page that crashes offers to try again", async () => {
  // A malformed response, which only a defect could cause.
  vi.mocked(console.error).mockReturnValue();
  vi.mocked(console.warn).mockReturnValue();
  serveCatalogue();
  server.use(on("get", "/api/books", () => ({ status: 200, body: {} as never })));
  const { user } = renderApp("/books");
  expect(await screen.findByText(problemTexts.unexpected.title)).toBeInTheDocument();
  expect(console.error).toHaveBeenCalled();
  vi.clearAllMocks();

  serveCatalogue();
  await user.click(screen.getByRole("button", { name: problemTexts.again }));
  await waitFor(() => {
    expect(screen.getByRole("heading", { name: texts.title })).toBeInTheDocument();
  });
});
