import { act, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import { formTexts } from "@/components/form-texts";
import { received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { texts } from "./texts";

const authors = Array.from({ length: 620 }, (_, index) => {
  const name = `Author ${String(index + 1).padStart(4, "0")}`;
  return makeAuthor({ id: index + 1, name });
});
const pagesSinceCreation = () => {
  const creation = received.findIndex(({ method }) => method === "POST");
  return received.slice(creation + 1).filter(({ path }) => path === "/api/authors");
};

/** Loads more pages than a change refetches. */
async function openLongList(address: string) {
  const catalogue = serveCatalogue({ authors: authors.map((author) => ({ ...author })) });
  const app = renderApp(address);
  await screen.findByText(listTexts.of("100", `620 ${texts.noun.other}`));
  for (const loaded of [200, 300, 400, 500, 600]) {
    act(() => {
      window.scrollTo({ top: 1_000_000 });
    });
    await screen.findByText(listTexts.of(String(loaded), `620 ${texts.noun.other}`));
  }
  act(() => {
    window.scrollTo({ top: 1_000_000 });
  });
  await screen.findByText(`620 ${texts.noun.other}`);
  act(() => {
    window.scrollTo({ top: 0 });
  });
  return { ...app, catalogue };
}

async function create({ user }: ReturnType<typeof renderApp>, name: string) {
  await user.click(screen.getByRole("link", { name: texts.create.action }));
  await user.type(await screen.findByLabelText(texts.fields.name), `${name}{Enter}`);
  await screen.findByText(texts.done.created(name));
}

test("a new author appears at its position in a long list, with a single page request", async () => {
  const app = await openLongList("/authors");
  await create(app, "Author 0002 junior");

  const row = (await screen.findByRole("link", { name: "Author 0002 junior" })).closest("tr");
  expect(row).toHaveAttribute("aria-rowindex", "4");
  expect(await screen.findByText(listTexts.of("100", `621 ${texts.noun.other}`))).toBeInTheDocument();
  expect(pagesSinceCreation()).toHaveLength(1);
});

test("a long list shows the current version of an author whom someone else changed", async () => {
  const { user, catalogue } = await openLongList("/authors");
  Object.assign(catalogue.authors[0] ?? {}, { biography: "Wrote much.", version: 2 });
  await user.click(screen.getByRole("button", { name: texts.remove.action("Author 0001") }));
  await user.click(await screen.findByRole("button", { name: formTexts.remove.confirm }));

  expect(await screen.findByText(formTexts.remove.outdated)).toBeInTheDocument();
  expect(await screen.findByText("Wrote much.")).toBeInTheDocument();
});
