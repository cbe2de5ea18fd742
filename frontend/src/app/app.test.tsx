import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { problemTexts } from "@/lib/api/problem-texts";
import { simulateBrowser } from "@/testing/browser";
import { renderApp } from "@/testing/render-app";
import { failOtherRequests } from "@/testing/api";

import { texts as controlTexts } from "@/components/texts";
import { texts } from "./texts";

const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme");

test("the home page has a heading", async () => {
  failOtherRequests();
  renderApp("/");

  expect(await screen.findByRole("heading", { level: 1 })).toBeInTheDocument();
});

test("an unknown address shows an error that links to the home page", async () => {
  failOtherRequests();
  const { user, address } = renderApp("/nowhere");
  const title = texts.notFound.title;
  expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();

  await user.click(screen.getByRole("link", { name: texts.notFound.action }));
  await waitFor(() => {
    expect(address()).toBe("/");
  });
  expect(screen.queryByRole("heading", { name: title })).not.toBeInTheDocument();
});

test("the heading of another page gets the focus, but not that of the first", async () => {
  failOtherRequests();
  const { user } = renderApp("/nowhere");
  await screen.findByRole("heading", { name: texts.notFound.title });
  expect(document.body).toHaveFocus();
  await user.click(screen.getByRole("link", { name: texts.notFound.action }));
  await waitFor(() => {
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
  });
  expect(screen.queryByText(texts.notFound.title)).not.toBeInTheDocument();
});

test("closing the list of shortcuts returns the focus to the button that opened it", async () => {
  failOtherRequests();
  const { user } = renderApp("/");
  const button = await screen.findByRole("button", { name: texts.shortcuts.title });
  await user.click(button);
  await screen.findByRole("dialog", { name: texts.shortcuts.title });

  await user.keyboard("{Escape}");
  expect(button).toHaveFocus();
});

test("the palette says that records cannot be searched now", async () => {
  failOtherRequests();
  const { user } = renderApp("/");
  await screen.findByRole("heading", { level: 1 });
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByPlaceholderText(texts.palette.placeholder), "no such thing");
  const dialog = within(screen.getByRole("dialog"));
  expect(await dialog.findByText(problemTexts.unanswered.title)).toBeInTheDocument();
});

test("the color scheme follows the system until the user chooses one", async () => {
  simulateBrowser({ dark: true });
  failOtherRequests();
  const { user } = renderApp("/");
  await screen.findByRole("heading", { level: 1 });
  expect(scheme()).toBe("dark");

  await user.click(screen.getByRole("radio", { name: controlTexts.colorScheme.light }));
  expect(scheme()).toBe("light");

  await user.click(screen.getByRole("radio", { name: controlTexts.colorScheme.auto }));
  expect(scheme()).toBe("dark");
});
