import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { formTexts } from "@/components/form-texts";
import { makeProblem, on, received, server, unreachable } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { deferred } from "@/testing/deferred";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { texts } from "./texts";

const dialog = () => within(screen.getByRole("dialog", { name: texts.remove.title }));
const deletions = () => received.filter(({ method }) => method === "DELETE");

async function askToDelete() {
  const catalogue = serveCatalogue({
    books: [makeBook({ id: 1, title: "Emma" }), makeBook({ id: 2, title: "Kindred" })],
  });
  const app = renderApp("/books");
  await app.user.click(await screen.findByRole("button", { name: texts.remove.action("Emma") }));
  await screen.findByRole("dialog");
  expect(dialog().getByText(texts.remove.question("Emma"))).toBeInTheDocument();
  return { ...app, catalogue };
}

test("a book is deleted after a confirmation", async () => {
  const { user } = await askToDelete();
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));

  await waitFor(() => {
    expect(screen.queryByRole("link", { name: "Emma" })).not.toBeInTheDocument();
  });
  expect(screen.getByRole("link", { name: "Kindred" })).toBeInTheDocument();
  expect(screen.getByText(texts.done.deleted("Emma"))).toBeInTheDocument();
  expect(deletions()).toMatchObject([{ path: "/api/books/1", ifMatch: '"1"' }]);
});

test("canceling the deletion keeps the book", async () => {
  const { user } = await askToDelete();
  await user.click(dialog().getByRole("button", { name: formTexts.cancel }));

  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: texts.remove.action("Emma") })).toHaveFocus();
  expect(screen.getByRole("link", { name: "Emma" })).toBeInTheDocument();
  expect(deletions()).toEqual([]);
});

test("a deleted book leaves the list before the response", async () => {
  const { user } = await askToDelete();
  const response = deferred<{ status: 204 }>();
  server.use(on("delete", "/api/books/{book_id}", () => response.promise));
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));

  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  await waitFor(() => {
    expect(screen.queryByRole("link", { name: "Emma" })).not.toBeInTheDocument();
  });
  expect(screen.queryByText(texts.done.deleted("Emma"))).not.toBeInTheDocument();
  response.resolve({ status: 204 });
  expect(await screen.findByText(texts.done.deleted("Emma"))).toBeInTheDocument();
});

test("a book that could not be deleted returns, with the reason", async () => {
  const { user } = await askToDelete();
  server.use(unreachable("delete", "/api/books/{book_id}"));
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));

  expect(await screen.findByText(formTexts.remove.failed("Emma"))).toBeInTheDocument();
  expect(
    screen.getByText("The server isn't responding. It may be restarting, or your connection may be down."),
  ).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Emma" })).toBeInTheDocument();
});

test("deleting a book that someone else has deleted succeeds", async () => {
  const { user } = await askToDelete();
  server.use(
    on("delete", "/api/books/{book_id}", () => makeProblem(404, "There is no record with the ID 1.")),
  );
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));

  expect(await screen.findByText(texts.done.deleted("Emma"))).toBeInTheDocument();
});

test("a book that someone else changed is not deleted, and its new version is shown", async () => {
  const { user, catalogue } = await askToDelete();
  Object.assign(catalogue.books[0] ?? {}, { price: "99.00", version: 2 });
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));

  expect(await screen.findByText(formTexts.remove.outdated)).toBeInTheDocument();
  expect(await screen.findByText("$99.00")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: texts.remove.action("Emma") }));
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));
  expect(await screen.findByText(texts.done.deleted("Emma"))).toBeInTheDocument();
  expect(deletions().map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"']);
});
