import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import { texts as sharedTexts } from "@/components/texts";
import { texts as signInTexts } from "@/features/sign-in/texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { failOtherRequests, makeProblem, on, received, server, unreachable } from "@/testing/api";
import { appTexts } from "@/testing/app-texts";
import { serveCatalogue } from "@/testing/catalogue";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";

import { texts } from "./texts";

const grace = makeUser();
const makeEmma = () => makeBook({ title: "Emma" });

const signInPage = () => screen.findByRole("heading", { name: signInTexts.signIn.title, level: 1 });
const userMenu = (name = grace.name) => screen.findByRole("button", { name: appTexts.account.menu(name) });

function serveSignIn(session: ReturnType<typeof serveSession>) {
  server.use(
    on("post", "/api/session", () => {
      session.user = grace;
      return { status: 200, body: { ...session, second_factor: [] } };
    }),
  );
}

beforeEach(() => {
  failOtherRequests();
  serveSession();
});

test("visitors read lists and records, without controls to change them", async () => {
  serveSession(null);
  serveCatalogue({ books: [makeEmma()] });
  const { user } = renderApp("/books");
  await user.click(await screen.findByRole("link", { name: "Emma" }));
  expect(await screen.findByRole("heading", { name: "Emma", level: 1 })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: appTexts.account.hint })).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: sharedTexts.edit })).not.toBeInTheDocument();
});

test("the list of visitors has neither checkboxes nor buttons, and its keys change nothing", async () => {
  serveSession(null);
  serveCatalogue({ books: [makeEmma()] });
  const { user, address } = renderApp("/books");
  const row = await screen.findByRole("row", { name: /Emma/ });
  expect(screen.getByRole("link", { name: appTexts.account.hint })).toHaveAttribute(
    "href",
    "/sign-in?next=%2Fbooks",
  );
  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("link", { name: texts.create.action })).not.toBeInTheDocument();
  expect(screen.queryByRole("link", { name: texts.edit.action("Emma") })).not.toBeInTheDocument();
  row.focus();
  await user.keyboard("e x{Delete}");
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(screen.queryByRole("region", { name: listTexts.selection })).not.toBeInTheDocument();
  expect(address()).toBe("/books");
});

test.each(["/books/new", "/books/1/edit"])("%s leads visitors to the sign-in page", async (page) => {
  serveSignIn(serveSession(null));
  serveCatalogue({ books: [makeEmma()] });
  const { address } = renderApp(page);
  await signInPage();
  expect(address()).toBe(`/sign-in?next=${encodeURIComponent(page)}`);
});

test("signing out leaves nothing of the user on the page", async () => {
  serveSession();
  serveCatalogue({ books: [makeEmma()] });
  const { user, address } = renderApp("/books");
  await screen.findByRole("link", { name: texts.create.action });
  await user.click(await userMenu());
  await user.click(await screen.findByRole("menuitem", { name: appTexts.account.signOut }));
  expect(await screen.findByRole("link", { name: appTexts.account.signIn })).toBeInTheDocument();
  expect(screen.queryByText(grace.email)).not.toBeInTheDocument();
  expect(address()).toBe("/");
});

test("a form whose session has ended keeps its input, and is saved after signing in again", async () => {
  const session = serveSession();
  const catalogue = serveCatalogue({ books: [makeEmma()] });
  serveSignIn(session);
  const { user, address } = renderApp("/books/1/edit");
  const title = await screen.findByDisplayValue("Emma");
  await user.type(title, " Woodhouse");

  session.user = null;
  server.use(on("patch", "/api/books/{book_id}", () => makeProblem(401, "Sign in."), { once: true }));
  await user.click(screen.getByRole("button", { name: texts.edit.submit }));
  const dialog = within(await screen.findByRole("dialog", { name: signInTexts.dialogs.expired.title }));
  expect(dialog.getByLabelText(signInTexts.fields.email)).toHaveValue(grace.email);
  await user.type(dialog.getByLabelText(signInTexts.fields.password), "correct horse battery");
  await user.click(dialog.getByRole("button", { name: signInTexts.signIn.submit }));

  expect(await screen.findByText(texts.done.updated("Emma Woodhouse"))).toBeInTheDocument();
  expect(catalogue.books[0]?.title).toBe("Emma Woodhouse");
  await waitFor(() => {
    expect(address()).toBe("/books");
  });
});

test("a form is also saved after signing in again in another tab, at the identity provider", async () => {
  const session = serveSession();
  const catalogue = serveCatalogue({ books: [makeEmma()] });
  server.use(on("get", "/api/session/provider", () => ({ status: 200, body: { name: "Example ID" } })));
  const { user } = renderApp("/books/1/edit");
  await user.type(await screen.findByDisplayValue("Emma"), " Woodhouse");
  session.user = null;
  server.use(on("patch", "/api/books/{book_id}", () => makeProblem(401, "Sign in."), { once: true }));
  await user.click(screen.getByRole("button", { name: texts.edit.submit }));
  const name = signInTexts.provider.continueElsewhere("Example ID");
  expect(await screen.findByRole("link", { name })).toHaveAttribute("target", "_blank");

  // Nothing has happened in the other tab.
  received.splice(0);
  fireEvent.focus(window);
  await waitFor(() => {
    expect(received.map(({ path }) => path)).toContain("/api/session");
  });
  expect(screen.getByRole("link", { name })).toBeInTheDocument();

  session.user = grace;
  fireEvent.focus(window);
  expect(await screen.findByText(texts.done.updated("Emma Woodhouse"))).toBeInTheDocument();
  expect(catalogue.books[0]?.title).toBe("Emma Woodhouse");
});

test("closing the dialog goes back to the form, which is not saved", async () => {
  const session = serveSession();
  serveCatalogue({ books: [makeEmma()] });
  const { user } = renderApp("/books/1/edit");
  await user.type(await screen.findByDisplayValue("Emma"), " Woodhouse");
  session.user = null;
  server.use(on("patch", "/api/books/{book_id}", () => makeProblem(401, "Sign in to change this.")));
  await user.click(screen.getByRole("button", { name: texts.edit.submit }));
  await screen.findByRole("dialog", { name: signInTexts.dialogs.expired.title });
  await user.keyboard("{Escape}");

  expect(await screen.findByText("Sign in to change this.")).toBeInTheDocument();
  expect(screen.queryByRole("dialog", { name: signInTexts.dialogs.expired.title })).not.toBeInTheDocument();
  expect(screen.getByDisplayValue("Emma Woodhouse")).toBeInTheDocument();
});

test("without an answer about the session, pages show what they can", async () => {
  serveCatalogue({ books: [makeEmma()] });
  server.use(on("get", "/api/session", () => makeProblem(500, "Unexpected error.")));
  renderApp("/books");
  expect(await screen.findByRole("link", { name: "Emma" })).toBeInTheDocument();
  expect(received.some(({ path }) => path === "/api/books")).toBe(true);
});

test("a form whose user is unknown says that the API cannot be reached", async () => {
  server.use(unreachable("get", "/api/session"));
  renderApp("/books/new");
  expect(await screen.findByText(problemTexts.unanswered.title)).toBeInTheDocument();
  expect(screen.getByRole("banner")).toBeInTheDocument();
});
