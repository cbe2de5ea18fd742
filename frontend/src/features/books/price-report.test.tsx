import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import type { components } from "@/lib/api/schema";
import { makeProblem, on, received, server } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { priceReportTexts as texts } from "./texts";

type Report = components["schemas"]["PriceReport"];

const recipient = "ada@example.com";

function makeReport(report: Partial<Report> = {}): Report {
  return { id: 7, done: 0, total: 2, is_finished: false, ...report };
}

/** Selects two books and opens the dialog. */
async function openDialog() {
  serveCatalogue({
    books: ["Emma", "Kindred", "Ulysses"].map((title, index) => makeBook({ id: index + 1, title })),
  });
  const { user } = renderApp("/books");
  for (const title of ["Emma", "Ulysses"])
    await user.click(await screen.findByRole("checkbox", { name: listTexts.select(title) }));
  await user.click(screen.getByRole("button", { name: texts.title }));
  const dialog = within(await screen.findByRole("dialog", { name: texts.title }));
  return { user, dialog };
}

test("the selected books are reported, with progress until the file is ready", async () => {
  const progress = [makeReport({ done: 1 }), makeReport({ done: 2, is_finished: true })];
  server.use(
    on("post", "/api/price-reports", () => ({ status: 201, body: makeReport() })),
    on("get", "/api/price-reports/{report_id}", () => ({
      status: 200,
      body: progress.shift() ?? makeReport(),
    })),
  );
  const { user, dialog } = await openDialog();

  await user.clear(dialog.getByRole("textbox"));
  await user.type(dialog.getByRole("textbox"), recipient);
  await user.click(dialog.getByRole("button", { name: texts.send }));
  expect(await dialog.findByText(texts.writing)).toBeInTheDocument();
  expect(await dialog.findByText(texts.finished(recipient))).toBeInTheDocument();
  expect(dialog.getByRole("link", { name: texts.download })).toHaveAttribute(
    "href",
    "/api/price-reports/7/file",
  );
  expect(received.find(({ method }) => method === "POST")?.body).toEqual({ book_ids: [1, 3], recipient });
});

test("a refused address is shown at its field", async () => {
  const detail = "Write an email address such as ada@example.com.";
  server.use(
    on("post", "/api/price-reports", () => makeProblem(422, "Invalid input", { recipient: detail })),
  );
  const { user, dialog } = await openDialog();

  await user.clear(dialog.getByRole("textbox"));
  await user.type(dialog.getByRole("textbox"), "ada@example");
  await user.click(dialog.getByRole("button", { name: texts.send }));
  expect(await dialog.findByText(detail)).toBeInTheDocument();
});
