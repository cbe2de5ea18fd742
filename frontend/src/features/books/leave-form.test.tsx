import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";

import { on } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { later } from "@/testing/later";
import { makeProblem } from "@/testing/problem";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

const dialog = (name: string) => within(screen.getByRole("dialog", { name }));
const form = () => dialog("Edit book");
const question = () => dialog("Discard your changes?");

async function openForm({ change = "" } = {}) {
  serveCatalogue({ books: [makeBook({ title: "Emma" })] });
  const app = renderApp("/books/1/edit");
  await screen.findByDisplayValue("Emma");
  if (change !== "") await app.user.type(form().getByLabelText("Title"), change);
  return app;
}

async function expectList(address: () => string) {
  await waitFor(() => {
    expect(address()).toBe("/books");
  });
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
}

const ways = [
  ["Escape", (user: UserEvent) => user.keyboard("{Escape}")],
  ["Close", (user: UserEvent) => user.click(form().getByRole("button", { name: "Close" }))],
  ["Cancel", (user: UserEvent) => user.click(form().getByRole("button", { name: "Cancel" }))],
] as const;

test.each(ways)("%s leaves a form without changes without a question", async (_, leave) => {
  const { user, address } = await openForm();
  await leave(user);
  await expectList(address);
});

test.each(ways)(
  "%s asks before changes are lost, and the safe answer is the first",
  async (_, leave) => {
    const { user, address } = await openForm({ change: "!" });
    await leave(user);
    await waitFor(() => {
      expect(question().getByRole("button", { name: "Keep editing" })).toHaveFocus();
    });
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog", { name: "Discard your changes?" })).not.toBeInTheDocument();
    expect(form().getByLabelText("Title")).toHaveValue("Emma!");

    await leave(user);
    await user.click(await question().findByRole("button", { name: "Discard" }));
    await expectList(address);
  },
);

test("changes that were taken back are nothing to lose", async () => {
  const { user, address } = await openForm({ change: "!{Backspace}" });
  await user.keyboard("{Escape}");
  await expectList(address);
});

test("whoever leaves while it is being saved is told if it is refused", async () => {
  const { user, address } = await openForm({ change: "!" });
  const answer = later<ReturnType<typeof makeProblem<409>>>();
  server.use(on("patch", "/api/books/{book_id}", () => answer.promise));
  await user.keyboard("{Enter}{Escape}");
  const leaving = await screen.findByRole("dialog", { name: "Leave while this is being saved?" });
  await user.click(within(leaving).getByRole("button", { name: "Leave" }));
  await expectList(address);

  answer.resolve(makeProblem(409, "This title is taken."));
  expect(await screen.findByText("“Emma!” was not saved")).toBeInTheDocument();
  expect(screen.getByText("This title is taken.")).toBeInTheDocument();
  expect(address()).toBe("/books");
});

test("what is saved while the question is open closes both", async () => {
  const { user, address } = await openForm({ change: "!" });
  const answer = later<{ status: 200; body: ReturnType<typeof makeBook> }>();
  server.use(on("patch", "/api/books/{book_id}", () => answer.promise));
  await user.keyboard("{Enter}{Escape}");
  await screen.findByRole("dialog", { name: "Leave while this is being saved?" });

  answer.resolve({ status: 200, body: makeBook({ title: "Emma!", version: 2 }) });
  expect(await screen.findByText("“Emma!” is saved.")).toBeInTheDocument();
  await expectList(address);
});

test("what was typed while the answer was on its way is kept", async () => {
  const { user } = await openForm({ change: "!" });
  const answer = later<{ status: 200; body: ReturnType<typeof makeBook> }>();
  server.use(on("patch", "/api/books/{book_id}", () => answer.promise));
  await user.keyboard("{Enter}");
  await user.type(form().getByLabelText("Title"), "?");

  answer.resolve({ status: 200, body: makeBook({ title: "Emma!", version: 2 }) });
  expect(await screen.findByText("“Emma!” is saved.")).toBeInTheDocument();
  expect(form().getByLabelText("Title")).toHaveValue("Emma!?");
});
