import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { away, on, received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { later } from "@/testing/later";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

const titles = ["Beloved", "Emma", "Kindred", "Middlemarch", "Ulysses"];
const books = () => titles.map((title, index) => makeBook({ id: index + 1, title }));

const box = (title: string) => screen.getByRole("checkbox", { name: `Select ${title}` });
const bar = () => within(screen.getByRole("region", { name: "Selection" }));
const dialog = (name: string) => screen.findByRole("dialog", { name });
const shown = () =>
  [...document.querySelectorAll("tr[data-index] a:not([title^='Edit'])")].map(
    (link) => link.textContent,
  );

async function openList(path = "/books") {
  const catalogue = serveCatalogue({ books: books() });
  const app = renderApp(path);
  await screen.findByText("5 books");
  return { ...app, catalogue };
}

test("rows are selected one by one, with Shift in a row, or all", async () => {
  const { user } = await openList();
  await user.click(box("Emma"));
  expect(bar().getByText("1 book selected")).toBeInTheDocument();
  const all = screen.getByRole("checkbox", { name: "Select all loaded" });
  expect(all).toBePartiallyChecked();

  await user.keyboard("{Shift>}");
  await user.click(box("Middlemarch"));
  await user.keyboard("{/Shift}");
  expect(bar().getByText("3 books selected")).toBeInTheDocument();
  expect(box("Kindred")).toBeChecked();

  await user.click(all);
  expect(bar().getByText("5 books selected")).toBeInTheDocument();
  expect(all).toBeChecked();
  await user.click(all);
  expect(screen.queryByRole("region", { name: "Selection" })).not.toBeInTheDocument();
});

test("a selection is cleared by a button, and by another view", async () => {
  const { user } = await openList();
  await user.click(box("Emma"));
  await user.click(bar().getByRole("button", { name: "Clear selection" }));
  expect(box("Emma")).not.toBeChecked();

  await user.click(box("Emma"));
  await user.click(screen.getByRole("radio", { name: "Published" }));
  await waitFor(() => {
    expect(box("Emma")).not.toBeChecked();
  });
});

test("selected books are deleted together after a question that says how many", async () => {
  const { user, catalogue } = await openList();
  await user.click(box("Emma"));
  await user.click(box("Ulysses"));
  await user.click(bar().getByRole("button", { name: "Delete" }));
  const question = within(await dialog("Delete 2 books?"));
  expect(question.getByText("Emma and Ulysses will be gone for good.")).toBeInTheDocument();

  await user.click(question.getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("2 books deleted.")).toBeInTheDocument();
  expect(screen.getByText("3 books")).toBeInTheDocument();
  expect(shown()).toEqual(["Beloved", "Kindred", "Middlemarch"]);
  expect(catalogue.books).toHaveLength(3);
  const sent = received.filter(({ method }) => method === "POST");
  expect(sent).toMatchObject([{ path: "/api/books/batch-delete", body: { ids: [2, 5] } }]);
});

test("nothing is deleted when the question is answered with no, and the selection stays", async () => {
  const { user } = await openList();
  await user.click(box("Emma"));
  await user.click(bar().getByRole("button", { name: "Delete" }));
  await user.click(within(await dialog("Delete 1 book?")).getByRole("button", { name: "Cancel" }));

  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(box("Emma")).toBeChecked();
  expect(received.filter(({ method }) => method === "POST")).toEqual([]);
});

test("books go before the server has answered, and come back when it does not", async () => {
  const { user } = await openList();
  const answer = later<{ status: 200; body: { deleted: number } }>();
  server.use(on("post", "/api/books/batch-delete", () => answer.promise));
  await user.click(box("Emma"));
  await user.click(bar().getByRole("button", { name: "Delete" }));
  await user.click(within(await dialog("Delete 1 book?")).getByRole("button", { name: "Delete" }));

  await waitFor(() => {
    expect(shown()).not.toContain("Emma");
  });
  // A row has the focus, and not the page, since the bar is gone.
  expect(document.activeElement?.closest("tr")).not.toBeNull();
  answer.resolve({ status: 200, body: { deleted: 1 } });
  expect(await screen.findByText("1 book deleted.")).toBeInTheDocument();
});

test("books that could not be deleted come back selected, and a message says why", async () => {
  const { user } = await openList();
  server.use(away("post", "/api/books/batch-delete"));
  await user.click(box("Emma"));
  await user.click(bar().getByRole("button", { name: "Delete" }));
  await user.click(within(await dialog("Delete 1 book?")).getByRole("button", { name: "Delete" }));

  expect(await screen.findByText("The server is not answering")).toBeInTheDocument();
  expect(shown()).toEqual(titles);
  expect(box("Emma")).toBeChecked();
});
