import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import { formTexts } from "@/components/form-texts";
import { serveCatalogue } from "@/testing/catalogue";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { texts } from "./texts";

const books = Array.from({ length: 60 }, (_, index) => {
  const title = `Book ${String(index + 1).padStart(2, "0")}`;
  return makeBook({ id: index + 1, title });
});

const row = (title: string) => screen.getByRole("link", { name: title }).closest("tr");

async function focusFirstRow() {
  serveCatalogue({ books });
  const app = renderApp("/books");
  await screen.findByText(`60 ${texts.noun.other}`);
  row("Book 01")?.focus();
  return app;
}

test("arrows, Home, End and the page keys move between rows", async () => {
  const { user } = await focusFirstRow();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(row("Book 03")).toHaveFocus();
  await user.keyboard("{ArrowUp}");
  expect(row("Book 02")).toHaveFocus();
  await user.keyboard("{End}");
  expect(row("Book 60")).toHaveFocus();
  await user.keyboard("{ArrowDown}");
  expect(row("Book 60")).toHaveFocus();
  await user.keyboard("{Home}");
  expect(row("Book 01")).toHaveFocus();
  // 768 pixels minus the bars, in rows of 44.
  await user.keyboard("{PageDown}");
  expect(row("Book 14")).toHaveFocus();
  await user.keyboard("{PageUp}");
  expect(row("Book 01")).toHaveFocus();
});

test("Tab visits one row and its controls, then leaves the list", async () => {
  const { user } = await focusFirstRow();
  await user.keyboard("{ArrowDown}");
  expect(document.querySelectorAll('tr[data-index][tabindex="0"]')).toHaveLength(1);

  await user.tab();
  expect(screen.getByRole("checkbox", { name: listTexts.select("Book 02") })).toHaveFocus();
  await user.tab();
  expect(screen.getByRole("link", { name: "Book 02" })).toHaveFocus();
  await user.tab();
  await user.tab();
  expect(screen.getByRole("button", { name: texts.remove.action("Book 02") })).toHaveFocus();
  await user.tab();
  expect(document.activeElement?.closest("table")).toBeNull();
});

test("an arrow key inside a row moves to the next row", async () => {
  const { user } = await focusFirstRow();
  await user.tab();
  await user.keyboard("{ArrowDown}");
  expect(row("Book 02")).toHaveFocus();
});

test("Enter opens the page of a record", async () => {
  const { user, address } = await focusFirstRow();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(await screen.findByRole("heading", { name: "Book 02", level: 1 })).toBeInTheDocument();
  expect(address()).toBe("/books/2");
});

test("E opens the form of a record, and closing it returns the focus to its row", async () => {
  const { user, address } = await focusFirstRow();
  await user.keyboard("{ArrowDown}e");
  await screen.findByRole("dialog", { name: texts.edit.title });
  expect(address()).toBe("/books/2/edit");

  await user.keyboard("{Escape}");
  await waitFor(() => {
    expect(row("Book 02")).toHaveFocus();
  });
});

test("Space and x select a row, and Shift a range", async () => {
  const { user } = await focusFirstRow();
  await user.keyboard(" ");
  expect(await screen.findByText(listTexts.selected(`1 ${texts.noun.one}`))).toBeInTheDocument();
  expect(row("Book 01")).toHaveAttribute("aria-selected", "true");
  await user.keyboard("x");
  expect(screen.queryByText(/selected$/)).not.toBeInTheDocument();

  await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  expect(screen.getByText(listTexts.selected(`3 ${texts.noun.other}`))).toBeInTheDocument();
  await user.keyboard("{ArrowDown}{ArrowDown}{Shift>} {/Shift}");
  expect(screen.getByText(listTexts.selected(`5 ${texts.noun.other}`))).toBeInTheDocument();
  await user.keyboard("{Escape}");
  expect(screen.queryByText(/selected$/)).not.toBeInTheDocument();
});

test("Delete deletes a row after a confirmation and moves the focus to the next row", async () => {
  const { user } = await focusFirstRow();
  await user.keyboard("{ArrowDown}{Delete}");
  await screen.findByRole("dialog", { name: texts.remove.title });
  await user.click(screen.getByRole("button", { name: formTexts.remove.confirm }));

  expect(await screen.findByText(`59 ${texts.noun.other}`)).toBeInTheDocument();
  await waitFor(() => {
    expect(row("Book 03")).toHaveFocus();
  });
});

test("a slash focuses the search, but is an ordinary character in a text field", async () => {
  const { user } = await focusFirstRow();
  await user.keyboard("/");
  const box = screen.getByRole("searchbox", { name: texts.search.label });
  expect(box).toHaveFocus();
  expect(box).toHaveValue("");
  await user.keyboard("1/2");
  expect(box).toHaveValue("1/2");
});
