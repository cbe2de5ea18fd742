import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import { formTexts } from "@/components/form-texts";
import { received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { texts } from "./texts";

const authors = [
  makeAuthor({ id: 1, name: "Jane Austen" }),
  makeAuthor({ id: 2, name: "Octavia Butler" }),
  makeAuthor({ id: 3, name: "Toni Morrison" }),
];
const book = makeBook({ author: { id: 2, name: "Octavia Butler" } });

async function deleteAll() {
  serveCatalogue({ authors, books: [book, { ...book, id: 2 }] });
  const app = renderApp("/authors");
  await screen.findByText(`3 ${texts.noun.other}`);
  await app.user.click(screen.getByRole("checkbox", { name: listTexts.selectAll }));
  await app.user.click(screen.getByRole("button", { name: listTexts.delete }));
  const question = within(
    await screen.findByRole("dialog", { name: texts.removeMany.title(`3 ${texts.noun.other}`) }),
  );
  await app.user.click(question.getByRole("button", { name: formTexts.remove.confirm }));
  return {
    ...app,
    refusal: within(await screen.findByRole("dialog", { name: listTexts.refused.title })),
  };
}

test("authors with books are kept, and a message names them and the reason", async () => {
  const { user, refusal } = await deleteAll();
  expect(refusal.getByText("Octavia Butler still has 2 books.")).toBeInTheDocument();
  await user.click(refusal.getByRole("button", { name: listTexts.refused.keep }));

  await waitFor(() => {
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
  expect(screen.getByText(`3 ${texts.noun.other}`)).toBeInTheDocument();
  expect(screen.getByText(listTexts.selected(`3 ${texts.noun.other}`))).toBeInTheDocument();
});

test("the remaining authors can be deleted", async () => {
  const { user, refusal } = await deleteAll();
  await user.click(refusal.getByRole("button", { name: listTexts.refused.rest("2") }));

  expect(await screen.findByText(listTexts.deleted(`2 ${texts.noun.other}`))).toBeInTheDocument();
  expect(screen.getByText(`1 ${texts.noun.one}`)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Octavia Butler" })).toBeInTheDocument();
  const sent = received.filter(({ method }) => method === "POST").map(({ body }) => body);
  expect(sent).toEqual([{ ids: [1, 2, 3] }, { ids: [1, 3] }]);
});
