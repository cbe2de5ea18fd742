import { QueryObserver } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { texts as signInTexts } from "@/features/sign-in/texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { findUser, sessionQuery } from "@/lib/api/session";
import { createQueryClient } from "@/lib/query-client";
import { failOtherRequests, makeProblem, on, server, unreachable } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";

import { administration } from "./administration";
import { texts } from "./texts";

const grace = makeUser();
const signInPage = () => screen.findByRole("heading", { name: signInTexts.signIn.title, level: 1 });
const userMenu = () => screen.findByRole("button", { name: texts.account.menu(grace.name) });

beforeEach(() => {
  failOtherRequests();
  serveSession();
});

test.each(["/settings", ...administration.map(({ to }) => to)])(
  "%s leads visitors to the sign-in page",
  async (page) => {
    serveSession(null);
    const { address } = renderApp(page);
    await signInPage();
    expect(address()).toBe(`/sign-in?next=${encodeURIComponent(page)}`);
  },
);

test.each(administration.map(({ to }) => to))("%s does not exist for users", async (page) => {
  renderApp(page);
  expect(await screen.findByRole("heading", { name: texts.notFound.title })).toBeInTheDocument();
});

test("the session is read even if the component that asked for it is gone", async () => {
  const queries = createQueryClient();
  const user = findUser(queries);
  new QueryObserver(queries, sessionQuery).subscribe(vi.fn())();
  expect(await user).toEqual(grace);
});

test.each([
  [true, administration.length],
  [false, 0],
])("the menu of a user links to the pages for administrators: %s", async (is_admin, count) => {
  serveSession(makeUser({ is_admin }));
  const { user } = renderApp("/");
  await user.click(await userMenu());
  expect(await screen.findByText(grace.email)).toBeInTheDocument();
  const labels = administration.map(({ label }) => label);
  const links = screen.getAllByRole("menuitem").filter(({ textContent }) => labels.includes(textContent));
  expect(links).toHaveLength(count);
});

test("a failed sign-out says so", async () => {
  const detail = "Unexpected error.";
  server.use(on("delete", "/api/session", () => makeProblem(500, detail)));
  const { user } = renderApp("/");
  await user.click(await userMenu());
  await user.click(await screen.findByRole("menuitem", { name: texts.account.signOut }));
  expect(await screen.findByText(texts.account.notSignedOut)).toBeInTheDocument();
  expect(await userMenu()).toBeInTheDocument();
});

test("a page whose session has ended leads to the sign-in page", async () => {
  const session = serveSession();
  server.use(
    on("get", "/api/account/sessions", () => {
      session.user = null;
      return makeProblem(401, "Sign in.");
    }),
  );
  const { address } = renderApp("/settings");
  await signInPage();
  expect(await screen.findByText(texts.account.expired)).toBeInTheDocument();
  expect(address()).toBe("/sign-in?next=%2Fsettings");
});

test("a sign-out in another tab leaves a page that visitors may not see", async () => {
  const session = serveSession();
  server.use(on("get", "/api/account/sessions", () => ({ status: 200, body: { items: [] } })));
  const { address, queryClient } = renderApp("/settings");
  await screen.findByRole("heading", { name: "Settings" });
  session.user = null;
  // As the browser's focus does.
  await queryClient.refetchQueries({ queryKey: ["session"] });
  await signInPage();
  expect(address()).toBe("/sign-in?next=%2Fsettings");
});

test.each([
  "/settings",
  // region teams
  "/settings/team",
  // endregion
  ...administration.map(({ to }) => to),
])("%s says that the API cannot be reached", async (page) => {
  server.use(unreachable("get", "/api/session"));
  renderApp(page);
  // The page may still replace it, once all that it asked for has failed.
  await screen.findByText(problemTexts.unanswered.title);
  expect(screen.getByRole("banner")).toBeInTheDocument();
  // Whoever is signed in still is.
  expect(screen.queryByRole("link", { name: texts.account.signIn })).not.toBeInTheDocument();
});

test("visitors leave a page that needs a session as soon as the API can be reached", async () => {
  server.use(unreachable("get", "/api/session"));
  const { address } = renderApp("/settings", { pause: 100 });
  await screen.findByText(problemTexts.unanswered.title);
  serveSession(null);
  await signInPage();
  expect(address()).toBe("/sign-in?next=%2Fsettings");
});

test("users leave the sign-in page as soon as the API can be reached", async () => {
  server.use(unreachable("get", "/api/session"));
  const { address } = renderApp("/sign-in", { pause: 100 });
  await signInPage();
  serveSession();
  await userMenu();
  await waitFor(() => {
    expect(address()).toBe("/");
  });
});
