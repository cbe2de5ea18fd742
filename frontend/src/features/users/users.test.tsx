import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { failOtherRequests, makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";

import type { AdminUser } from "./api";
import { texts } from "./texts";

const ada: AdminUser = {
  id: 1,
  email: "ada@example.com",
  name: "Ada Admin",
  is_admin: true,
  is_disabled: false,
  created_at: "2026-01-02T03:04:05Z",
  last_seen_at: "2026-01-31T12:00:00Z",
};
const grace: AdminUser = { ...ada, id: 2, email: "grace@example.com", name: "Grace User", is_admin: false };
const linus: AdminUser = {
  ...grace,
  id: 3,
  email: "l@example.com",
  name: "Linus",
  is_disabled: true,
  last_seen_at: null,
};

beforeEach(() => {
  // A menu preloads the page of its first link.
  failOtherRequests();
  serveSession(makeUser({ id: 1, name: "Ada Admin", is_admin: true }));
  server.use(
    on("get", "/api/admin/users", ({ query }) => {
      const [search, status] = [query.get("search") ?? "", query.get("status")];
      const items = [ada, grace, linus].filter(
        ({ name, is_disabled }) =>
          name.toLowerCase().includes(search) && (status === null || is_disabled === (status === "disabled")),
      );
      return { status: 200, body: { items, next_before: null } };
    }),
  );
});

async function choose(user: ReturnType<typeof renderApp>["user"], name: string, action: string) {
  await user.click(await screen.findByRole("button", { name: texts.actionsFor(name) }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
}

test("a search and a status filter the users", async () => {
  const { user, address } = renderApp("/admin/users");
  expect(await screen.findByText(linus.email)).toBeInTheDocument();
  await user.type(screen.getByRole("searchbox"), "grace");
  await waitFor(() => {
    expect(screen.queryByText(linus.email)).not.toBeInTheDocument();
  });
  await user.click(screen.getByRole("radio", { name: texts.statuses.disabled }));
  expect(await screen.findByText(texts.empty.title)).toBeInTheDocument();
  expect(address()).toBe("/admin/users?search=grace&status=disabled");
});

test.each([
  [grace, "sign-out", "/api/admin/users/2/sign-out"],
  [linus, "enable", "/api/admin/users/3/enable"],
] as const)("$name: %s at once", async (target, action, path) => {
  server.use(
    on("post", "/api/admin/users/{user_id}/sign-out", () => ({ status: 200, body: grace })),
    on("post", "/api/admin/users/{user_id}/enable", () => ({ status: 200, body: linus })),
  );
  const { user } = renderApp("/admin/users");
  await choose(user, target.name, texts.actions[action]);
  expect(await screen.findByText(texts.done[action](target.name))).toBeInTheDocument();
  expect(received.filter(({ method }) => method !== "GET").map((request) => request.path)).toEqual([path]);
});

test.each([
  ["disable", "POST /api/admin/users/2/disable"],
  ["delete", "DELETE /api/admin/users/2"],
] as const)("%s needs a confirmation", async (action, expected) => {
  server.use(
    on("post", "/api/admin/users/{user_id}/disable", () => ({ status: 200, body: grace })),
    on("delete", "/api/admin/users/{user_id}", () => ({ status: 204 })),
  );
  const { user } = renderApp("/admin/users");
  await choose(user, grace.name, texts.actions[action]);
  const { title, confirm } = texts.questions[action](grace.name);
  const dialog = within(await screen.findByRole("dialog", { name: title }));
  expect(received.filter(({ method }) => method !== "GET")).toEqual([]);
  await user.click(dialog.getByRole("button", { name: confirm }));
  expect(await screen.findByText(texts.done[action](grace.name))).toBeInTheDocument();
  expect(
    received.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
  ).toEqual([expected]);
});

test("administrators cannot change themselves", async () => {
  renderApp("/admin/users");
  await screen.findByText(ada.email);
  expect(screen.queryByRole("button", { name: texts.actionsFor(ada.name) })).not.toBeInTheDocument();
});

test("a refused change is explained", async () => {
  const detail = "The last administrator cannot be changed.";
  server.use(on("post", "/api/admin/users/{user_id}/sign-out", () => makeProblem(409, detail)));
  const { user } = renderApp("/admin/users");
  await choose(user, grace.name, texts.actions["sign-out"]);
  expect(await screen.findByText(detail)).toBeInTheDocument();
});
