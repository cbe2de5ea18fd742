import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { on, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";
import { texts as sharedTexts } from "@/components/texts";

import type { AuditEntry } from "./api";
import { texts } from "./texts";

const signIn: AuditEntry = {
  id: 2,
  at: "2026-01-31T12:00:00Z",
  action: "session.started",
  actor: "Grace User",
  subject: "grace@example.com",
  address: "203.0.113.7",
};
const disabled: AuditEntry = { ...signIn, id: 1, action: "user.disabled", actor: "Ada Admin" };

beforeEach(() => {
  serveSession(makeUser({ is_admin: true }));
  server.use(
    on("get", "/api/admin/audit", ({ query }) => {
      const [action, before] = [query.get("action"), query.get("before")];
      const items = [signIn, disabled].filter((entry) => action === null || entry.action === action);
      const isFirst = before === null && action === null;
      return {
        status: 200,
        body: { items: isFirst ? items.slice(0, 1) : items.slice(-1), next_before: isFirst ? 2 : null },
      };
    }),
  );
});

test("older entries follow on demand", async () => {
  const { user } = renderApp("/admin/audit");
  expect(await screen.findByText(signIn.action)).toBeInTheDocument();
  expect(screen.queryByText(disabled.action)).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: sharedTexts.more }));
  expect(await screen.findByText(disabled.action)).toBeInTheDocument();
  expect(screen.getByText(signIn.action)).toBeInTheDocument();
});

test("entries of one user tell whose they are", async () => {
  renderApp("/admin/audit?user=7");
  expect(await screen.findByText(texts.filters.user(signIn.actor))).toBeInTheDocument();
});

test("an action filters the log, and can be cleared", async () => {
  const { user, address } = renderApp("/admin/audit?action=user.disabled");
  expect(await screen.findByRole("link", { name: disabled.action })).toBeInTheDocument();
  expect(screen.queryByText(signIn.action)).not.toBeInTheDocument();
  await user.click(screen.getByRole("link", { name: texts.clear }));
  await waitFor(() => {
    expect(address()).toBe("/admin/audit");
  });
  await user.click(await screen.findByRole("link", { name: signIn.action }));
  await waitFor(() => {
    expect(address()).toBe("/admin/audit?action=session.started");
  });
});
