import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";

import { received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

const authors = Array.from({ length: 620 }, (_, index) => {
  const name = `Author ${String(index + 1).padStart(4, "0")}`;
  return makeAuthor({ id: index + 1, name });
});
const pagesSinceCreation = () => {
  const creation = received.findIndex(({ method }) => method === "POST");
  return received.slice(creation + 1).filter(({ path }) => path === "/api/authors");
};

/** More pages than are loaded again after a change. */
async function openLongList(address: string) {
  const catalogue = serveCatalogue({ authors: authors.map((author) => ({ ...author })) });
  const app = renderApp(address);
  await screen.findByText("100 of 620 authors");
  for (const loaded of [
    "200 of 620",
    "300 of 620",
    "400 of 620",
    "500 of 620",
    "600 of 620",
    "620",
  ]) {
    act(() => {
      window.scrollTo({ top: 1_000_000 });
    });
    await screen.findByText(`${loaded} authors`);
  }
  act(() => {
    window.scrollTo({ top: 0 });
  });
  return { ...app, catalogue };
}

async function create({ user }: ReturnType<typeof renderApp>, name: string) {
  await user.click(screen.getByRole("link", { name: "New author" }));
  await user.type(await screen.findByLabelText("Name"), `${name}{Enter}`);
  await screen.findByText(`${name} is added.`);
}

test("in a long list a new author is shown in its place, and one page is asked for", async () => {
  const app = await openLongList("/authors");
  await create(app, "Author 0002 junior");

  const row = (await screen.findByRole("link", { name: "Author 0002 junior" })).closest("tr");
  expect(row).toHaveAttribute("aria-rowindex", "4");
  expect(await screen.findByText("621 authors")).toBeInTheDocument();
  expect(pagesSinceCreation()).toHaveLength(1);
});

test("in a list that is sorted the other way round too", async () => {
  const app = await openLongList("/authors?sort=-name");
  await create(app, "Author 0619 junior");

  const row = (await screen.findByRole("link", { name: "Author 0619 junior" })).closest("tr");
  expect(row).toHaveAttribute("aria-rowindex", "3");
});

test("a new author who does not pass the filters is not in the list", async () => {
  const app = await openLongList("/authors?search=author");
  await create(app, "Aba");

  await waitFor(() => {
    expect(pagesSinceCreation()).toHaveLength(1);
  });
  expect(screen.getByText("620 authors")).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Aba" })).not.toBeInTheDocument();
});

test("an author of a long list whom somebody else changed is shown as they are now", async () => {
  const { user, catalogue } = await openLongList("/authors");
  Object.assign(catalogue.authors[0] ?? {}, { biography: "Wrote much.", version: 2 });
  await user.click(screen.getByRole("button", { name: "Delete Author 0001" }));
  await user.click(await screen.findByRole("button", { name: "Delete" }));

  expect(await screen.findByText(/^Somebody else changed this meanwhile/)).toBeInTheDocument();
  expect(await screen.findByText("Wrote much.")).toBeInTheDocument();
});
