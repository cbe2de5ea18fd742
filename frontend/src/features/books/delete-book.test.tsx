import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { away, received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

const dialog = () => within(screen.getByRole("dialog", { name: "Delete this book?" }));
const deletions = () => received.filter(({ method }) => method === "DELETE");

async function askToDelete() {
  serveCatalogue({
    books: [makeBook({ id: 1, title: "Emma" }), makeBook({ id: 2, title: "Kindred" })],
  });
  const app = renderApp("/books");
  await app.user.click(await screen.findByRole("button", { name: "Delete Emma" }));
  expect(dialog().getByText("“Emma” will be gone for good.")).toBeInTheDocument();
  return app;
}

test("a book is deleted after a question", async () => {
  const { user } = await askToDelete();
  await user.click(dialog().getByRole("button", { name: "Delete" }));

  await waitFor(() => {
    expect(screen.queryByRole("link", { name: "Emma" })).not.toBeInTheDocument();
  });
  expect(screen.getByRole("link", { name: "Kindred" })).toBeInTheDocument();
  expect(screen.getByText("“Emma” is deleted.")).toBeInTheDocument();
  expect(deletions()).toMatchObject([{ path: "/api/books/1" }]);
});

test("a book stays when the question is answered with no", async () => {
  const { user } = await askToDelete();
  await user.click(dialog().getByRole("button", { name: "Cancel" }));

  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Delete Emma" })).toHaveFocus();
  expect(screen.getByRole("link", { name: "Emma" })).toBeInTheDocument();
  expect(deletions()).toEqual([]);
});

test("a deletion that fails says so and can be tried again", async () => {
  const { user } = await askToDelete();
  server.use(away("delete", "/api/books/{book_id}"));
  await user.click(dialog().getByRole("button", { name: "Delete" }));

  expect(await dialog().findByRole("alert")).toHaveTextContent("It may be restarting");
  serveCatalogue({ books: [] });
  await user.click(dialog().getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("No books yet")).toBeInTheDocument();
});
