import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";

import { formTexts } from "@/components/form-texts";
import { makeProblem, on, server } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { deferred } from "@/testing/deferred";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { texts } from "./texts";

const dialog = (name: string) => within(screen.getByRole("dialog", { name }));
const form = () => dialog(texts.edit.title);
const question = () => dialog(formTexts.leave.changes.title);

async function openForm({ change = "" } = {}) {
  serveCatalogue({ books: [makeBook({ title: "Emma" })] });
  const app = renderApp("/books/1/edit");
  await screen.findByDisplayValue("Emma");
  if (change !== "") await app.user.type(form().getByLabelText(texts.fields.title), change);
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
  ["Close", (user: UserEvent) => user.click(form().getByRole("button", { name: formTexts.close }))],
  ["Cancel", (user: UserEvent) => user.click(form().getByRole("button", { name: formTexts.cancel }))],
] as const;

test.each(ways)("%s closes an unchanged form without a confirmation", async (_, leave) => {
  const { user, address } = await openForm();
  await leave(user);
  await expectList(address);
});

test.each(ways)("%s asks before discarding changes, with the focus on the safe choice", async (_, leave) => {
  const { user, address } = await openForm({ change: "!" });
  await leave(user);
  await waitFor(() => {
    expect(question().getByRole("button", { name: formTexts.leave.changes.stay })).toHaveFocus();
  });
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("dialog", { name: formTexts.leave.changes.title })).not.toBeInTheDocument();
  expect(form().getByLabelText(texts.fields.title)).toHaveValue("Emma!");

  await leave(user);
  await user.click(await question().findByRole("button", { name: formTexts.leave.changes.leave }));
  await expectList(address);
});

test("reverted changes need no confirmation", async () => {
  const { user, address } = await openForm({ change: "!{Backspace}" });
  await user.keyboard("{Escape}");
  await expectList(address);
});

test("a message reports an error that arrives after leaving the form", async () => {
  const { user, address } = await openForm({ change: "!" });
  const response = deferred<ReturnType<typeof makeProblem<409>>>();
  server.use(on("patch", "/api/books/{book_id}", () => response.promise));
  await user.keyboard("{Enter}{Escape}");
  const leaving = await screen.findByRole("dialog", { name: formTexts.leave.sending.title });
  await user.click(within(leaving).getByRole("button", { name: formTexts.leave.sending.leave }));
  await expectList(address);

  response.resolve(makeProblem(409, "This title is taken."));
  expect(await screen.findByText(formTexts.failedLater("Emma!"))).toBeInTheDocument();
  expect(screen.getByText("This title is taken.")).toBeInTheDocument();
  expect(address()).toBe("/books");
});

test("a successful save closes the form and the confirmation", async () => {
  const { user, address } = await openForm({ change: "!" });
  const response = deferred<{ status: 200; body: ReturnType<typeof makeBook> }>();
  server.use(on("patch", "/api/books/{book_id}", () => response.promise));
  await user.keyboard("{Enter}{Escape}");
  await screen.findByRole("dialog", { name: formTexts.leave.sending.title });

  response.resolve({ status: 200, body: makeBook({ title: "Emma!", version: 2 }) });
  expect(await screen.findByText(texts.done.updated("Emma!"))).toBeInTheDocument();
  await expectList(address);
});

test("input typed while saving is kept", async () => {
  const { user } = await openForm({ change: "!" });
  const response = deferred<{ status: 200; body: ReturnType<typeof makeBook> }>();
  server.use(on("patch", "/api/books/{book_id}", () => response.promise));
  await user.keyboard("{Enter}");
  await user.type(form().getByLabelText(texts.fields.title), "?");

  response.resolve({ status: 200, body: makeBook({ title: "Emma!", version: 2 }) });
  expect(await screen.findByText(texts.done.updated("Emma!"))).toBeInTheDocument();
  expect(form().getByLabelText(texts.fields.title)).toHaveValue("Emma!?");
});
