import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

const authors = [
  makeAuthor({ id: 1, name: "Jane Austen" }),
  makeAuthor({ id: 2, name: "Octavia Butler" }),
  makeAuthor({ id: 3, name: "Toni Morrison" }),
];
const book = makeBook({ author: { id: 2, name: "Octavia Butler" } });

async function deleteAll() {
  serveCatalogue({ authors, books: [book, { ...book, id: 2 }] });
  const app = renderApp("/authors");
  await screen.findByText("3 authors");
  await app.user.click(screen.getByRole("checkbox", { name: "Select all loaded" }));
  await app.user.click(screen.getByRole("button", { name: "Delete" }));
  const question = within(await screen.findByRole("dialog", { name: "Delete 3 authors?" }));
  await app.user.click(question.getByRole("button", { name: "Delete" }));
  return {
    ...app,
    refusal: within(await screen.findByRole("dialog", { name: "Nothing was deleted" })),
  };
}

test("authors with books stay, and the page says which and why", async () => {
  const { user, refusal } = await deleteAll();
  expect(refusal.getByText("Octavia Butler still has 2 books.")).toBeInTheDocument();
  await user.click(refusal.getByRole("button", { name: "Keep all" }));

  await waitFor(() => {
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
  expect(screen.getByText("3 authors")).toBeInTheDocument();
  expect(screen.getByText("3 authors selected")).toBeInTheDocument();
});

test("the others can be deleted without those", async () => {
  const { user, refusal } = await deleteAll();
  await user.click(refusal.getByRole("button", { name: "Delete the other 2" }));

  expect(await screen.findByText("2 authors deleted.")).toBeInTheDocument();
  expect(screen.getByText("1 author")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Octavia Butler" })).toBeInTheDocument();
  const sent = received.filter(({ method }) => method === "POST").map(({ body }) => body);
  expect(sent).toEqual([{ ids: [1, 2, 3] }, { ids: [1, 3] }]);
});
