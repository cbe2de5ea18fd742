import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import { formTexts } from "@/components/form-texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { on, received, server, unreachable } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { deferred } from "@/testing/deferred";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { statusLabels, texts } from "./texts";

const titles = ["Beloved", "Emma", "Kindred", "Middlemarch", "Ulysses"];
const books = () => titles.map((title, index) => makeBook({ id: index + 1, title }));

const box = (title: string) => screen.getByRole("checkbox", { name: listTexts.select(title) });
const bar = () => within(screen.getByRole("region", { name: listTexts.selection }));
const dialog = (name: string) => screen.findByRole("dialog", { name });
const shown = () =>
  [...document.querySelectorAll("tr[data-index] a")]
    .map((link) => link.textContent)
    .filter((text) => text !== "");

async function openList(path = "/books") {
  const catalogue = serveCatalogue({ books: books() });
  const app = renderApp(path);
  await screen.findByText(`5 ${texts.noun.other}`);
  return { ...app, catalogue };
}

test("rows are selected individually, as a range with Shift, or all at once", async () => {
  const { user } = await openList();
  await user.click(box("Emma"));
  expect(bar().getByText(listTexts.selected(`1 ${texts.noun.one}`))).toBeInTheDocument();
  const all = screen.getByRole("checkbox", { name: listTexts.selectAll });
  expect(all).toBePartiallyChecked();

  await user.keyboard("{Shift>}");
  await user.click(box("Middlemarch"));
  await user.keyboard("{/Shift}");
  expect(bar().getByText(listTexts.selected(`3 ${texts.noun.other}`))).toBeInTheDocument();
  expect(box("Kindred")).toBeChecked();

  await user.click(all);
  expect(bar().getByText(listTexts.selected(`5 ${texts.noun.other}`))).toBeInTheDocument();
  expect(all).toBeChecked();
  await user.click(all);
  expect(screen.queryByRole("region", { name: listTexts.selection })).not.toBeInTheDocument();
});

test("a button clears the selection, and so does a change of filters", async () => {
  const { user } = await openList();
  await user.click(box("Emma"));
  await user.click(bar().getByRole("button", { name: listTexts.clearSelection }));
  expect(box("Emma")).not.toBeChecked();

  await user.click(box("Emma"));
  await user.click(screen.getByRole("radio", { name: statusLabels.published }));
  await waitFor(() => {
    expect(box("Emma")).not.toBeChecked();
  });
});

test("selected books are deleted together after a confirmation with their number", async () => {
  const { user, catalogue } = await openList();
  await user.click(box("Emma"));
  await user.click(box("Ulysses"));
  await user.click(bar().getByRole("button", { name: listTexts.delete }));
  const question = within(await dialog(texts.removeMany.title(`2 ${texts.noun.other}`)));
  expect(question.getByText(texts.removeMany.question("Emma and Ulysses"))).toBeInTheDocument();

  await user.click(question.getByRole("button", { name: formTexts.remove.confirm }));
  expect(await screen.findByText(listTexts.deleted(`2 ${texts.noun.other}`))).toBeInTheDocument();
  expect(screen.getByText(`3 ${texts.noun.other}`)).toBeInTheDocument();
  expect(shown()).toEqual(["Beloved", "Kindred", "Middlemarch"]);
  expect(catalogue.books).toHaveLength(3);
  const sent = received.filter(({ method }) => method === "POST");
  expect(sent).toMatchObject([{ path: "/api/books/batch-delete", body: { ids: [2, 5] } }]);
});

test("canceling the deletion deletes nothing and keeps the selection", async () => {
  const { user } = await openList();
  await user.click(box("Emma"));
  await user.click(bar().getByRole("button", { name: listTexts.delete }));
  await user.click(
    within(await dialog(texts.removeMany.title(`1 ${texts.noun.one}`))).getByRole("button", {
      name: formTexts.cancel,
    }),
  );

  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(box("Emma")).toBeChecked();
  expect(received.filter(({ method }) => method === "POST")).toEqual([]);
});

test("deleted books leave the list before the response", async () => {
  const { user } = await openList();
  const response = deferred<{ status: 200; body: { deleted: number } }>();
  server.use(on("post", "/api/books/batch-delete", () => response.promise));
  await user.click(box("Emma"));
  await user.click(bar().getByRole("button", { name: listTexts.delete }));
  await user.click(
    within(await dialog(texts.removeMany.title(`1 ${texts.noun.one}`))).getByRole("button", {
      name: formTexts.remove.confirm,
    }),
  );

  await waitFor(() => {
    expect(shown()).not.toContain("Emma");
  });
  // The bar is gone, so a row has the focus instead of the page.
  expect(document.activeElement?.closest("tr")).not.toBeNull();
  response.resolve({ status: 200, body: { deleted: 1 } });
  expect(await screen.findByText(listTexts.deleted(`1 ${texts.noun.one}`))).toBeInTheDocument();
});

test("books that could not be deleted return selected, with an error message", async () => {
  const { user } = await openList();
  server.use(unreachable("post", "/api/books/batch-delete"));
  await user.click(box("Emma"));
  await user.click(bar().getByRole("button", { name: listTexts.delete }));
  await user.click(
    within(await dialog(texts.removeMany.title(`1 ${texts.noun.one}`))).getByRole("button", {
      name: formTexts.remove.confirm,
    }),
  );

  expect(await screen.findByText(problemTexts.unanswered.title)).toBeInTheDocument();
  expect(shown()).toEqual(titles);
  expect(box("Emma")).toBeChecked();
});
