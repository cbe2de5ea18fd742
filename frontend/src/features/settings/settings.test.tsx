import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { components } from "@/lib/api/schema";
import { makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";

import { texts } from "./texts";

type AccountSession = components["schemas"]["AccountSession"];

const grace = makeUser();
const here: AccountSession = {
  id: 1,
  device: "Firefox on Linux",
  address: "203.0.113.7",
  created_at: "2026-01-31T12:00:00Z",
  last_seen_at: "2026-01-31T12:00:00Z",
  is_current: true,
};
const phone: AccountSession = { ...here, id: 2, device: "Safari on iPhone", is_current: false };

const password = "correct horse battery";
const confirmation = { title: "Confirm it's you", password: "Password", submit: "Confirm" };
const changes = () =>
  received.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
const section = async (title: string) => within(await screen.findByRole("region", { name: title }));

type Methods = components["schemas"]["ConfirmationMethods"]["methods"];

/** Opens the settings of a user, who confirmed their identity unless `confirm` is set. */
function openSettings({ user = grace, confirm = false, methods = ["password"] as Methods } = {}) {
  let confirmed = !confirm;
  const session = serveSession(user);
  let sessions = [here, phone];
  const refusal = {
    status: 403 as const,
    body: { ...makeProblem(403, "Confirm.").body, type: "/api/problems/confirmation-required" },
  };
  const account = () => ({ ...(session.user ?? user), has_password: true as const });
  server.use(
    on("get", "/api/account/second-factor", () => ({
      status: 200,
      body: { is_on: false, since: null, recovery_codes_left: 0 },
    })),
    on("get", "/api/account/passkeys", () => ({ status: 200, body: { items: [] } })),
    on("get", "/api/account/tokens", () => ({ status: 200, body: { items: [] } })),
    on("get", "/api/account/sessions", () => ({ status: 200, body: { items: sessions } })),
    on("delete", "/api/account/sessions/{session_id}", ({ id }) => {
      sessions = sessions.filter((each) => each.id !== id);
      return { status: 204 };
    }),
    on("delete", "/api/account/sessions", () => {
      sessions = [here];
      return { status: 204 };
    }),
    on("patch", "/api/account", ({ body }) => {
      session.user = { ...user, ...body };
      return { status: 200, body: account() };
    }),
    on("get", "/api/session/confirm", () => ({ status: 200, body: { methods } })),
    on("get", "/api/session/provider", () => ({ status: 200, body: { name: "Example ID" } })),
    on("post", "/api/session/confirm", ({ body }) => {
      if (body.password !== password) {
        return makeProblem(422, "Invalid input", { password: "This password is wrong." });
      }
      confirmed = true;
      return { status: 204 };
    }),
    on("put", "/api/account/password", () => (confirmed ? { status: 204 } : refusal)),
    on("post", "/api/account/email", () => (confirmed ? { status: 202, body: {} } : refusal)),
    on("delete", "/api/account", () => {
      if (!confirmed) return refusal;
      session.user = { ...user, deletes_on: "2026-02-14" };
      return { status: 200, body: account() };
    }),
    on("post", "/api/account/keep", () => {
      session.user = { ...user, deletes_on: null };
      return { status: 200, body: account() };
    }),
  );
  return renderApp("/settings");
}

test("a changed name is shown everywhere", async () => {
  const { user } = openSettings();
  const profile = await section(texts.profile.title);
  const name = profile.getByLabelText(texts.profile.fields.name);
  await user.clear(name);
  await user.type(name, "Grace Hopper");
  await user.click(profile.getByRole("button", { name: texts.profile.submit }));
  expect(await screen.findByText(texts.profile.done)).toBeInTheDocument();
  expect(await screen.findByRole("button", { name: /Grace Hopper/ })).toBeInTheDocument();
});

test("a name cannot be blank", async () => {
  const { user } = openSettings();
  const profile = await section(texts.profile.title);
  await user.clear(profile.getByLabelText(texts.profile.fields.name));
  await user.click(profile.getByRole("button", { name: texts.profile.submit }));
  expect(profile.getByLabelText(texts.profile.fields.name)).toBeInvalid();
  expect(changes()).toEqual([]);
});

test("whitespace around a name does not count", async () => {
  const { user } = openSettings();
  const profile = await section(texts.profile.title);
  const name = profile.getByLabelText(texts.profile.fields.name);
  const longest = "a".repeat(200);
  await user.clear(name);
  await user.paste(` ${longest}a`);
  await user.click(profile.getByRole("button", { name: texts.profile.submit }));
  expect(name).toBeInvalid();
  await user.clear(name);
  await user.paste(` ${longest} `);
  await user.click(profile.getByRole("button", { name: texts.profile.submit }));
  expect(await screen.findByText(texts.profile.done)).toBeInTheDocument();
});

test("a new password needs the current one, unless the sign-in was recent; then the request is repeated", async () => {
  const { user } = openSettings({ confirm: true });
  const form = await section(texts.password.title);
  await user.type(form.getByLabelText(texts.password.fields.password), "a better password");
  await user.click(form.getByRole("button", { name: texts.password.submit }));

  const dialog = within(await screen.findByRole("dialog", { name: confirmation.title }));
  await user.type(dialog.getByLabelText(confirmation.password), "wrong");
  await user.click(dialog.getByRole("button", { name: confirmation.submit }));
  expect(await dialog.findByText("This password is wrong.")).toBeInTheDocument();
  await user.clear(dialog.getByLabelText(confirmation.password));
  await user.type(dialog.getByLabelText(confirmation.password), password);
  await user.click(dialog.getByRole("button", { name: confirmation.submit }));

  expect(await screen.findByText(texts.password.done)).toBeInTheDocument();
  expect(changes()).toEqual([
    "PUT /api/account/password",
    "POST /api/session/confirm",
    "POST /api/session/confirm",
    "PUT /api/account/password",
  ]);
  expect(received.findLast(({ method }) => method === "PUT")?.body).toEqual({
    password: "a better password",
  });
});

test("a user without a password confirms their identity at the provider, and comes back", async () => {
  const { user } = openSettings({ confirm: true, methods: ["provider"] });
  const url = `${window.location.href.split("#")[0] ?? ""}#at-the-provider`;
  server.use(on("post", "/api/session/confirm/provider/start", () => ({ status: 200, body: { url } })));
  await user.click(await screen.findByRole("button", { name: texts.deletion.action }));
  const question = within(await screen.findByRole("dialog"));
  await user.click(question.getByRole("button", { name: texts.deletion.question.confirm }));

  const dialog = within(await screen.findByRole("dialog", { name: confirmation.title }));
  expect(dialog.queryByLabelText(confirmation.password)).not.toBeInTheDocument();
  await user.click(await dialog.findByRole("button", { name: "Continue with Example ID" }));

  await waitFor(() => {
    expect(window.location.hash).toBe("#at-the-provider");
  });
  expect(sessionStorage.getItem("sign-in-next")).toBe("/settings");
  expect(sessionStorage.getItem("sign-in-purpose")).toBe("confirmation");
  window.location.hash = "";
});

test("a user who cannot confirm their identity gets a link for a password", async () => {
  const { user, address } = openSettings({ confirm: true, methods: [] });
  const form = await section(texts.password.title);
  await user.type(form.getByLabelText(texts.password.fields.password), "a better password");
  await user.click(form.getByRole("button", { name: texts.password.submit }));

  const dialog = within(await screen.findByRole("dialog", { name: confirmation.title }));
  await user.click(dialog.getByRole("link", { name: "Choose a password" }));

  expect(await screen.findByRole("heading", { name: "Reset your password" })).toBeInTheDocument();
  expect(address()).toBe("/forgot-password");
});

test("closing the confirmation changes nothing", async () => {
  const { user } = openSettings({ confirm: true });
  const form = await section(texts.password.title);
  await user.type(form.getByLabelText(texts.password.fields.password), "a better password");
  await user.click(form.getByRole("button", { name: texts.password.submit }));
  await screen.findByRole("dialog", { name: confirmation.title });
  await user.keyboard("{Escape}");
  expect(await form.findByRole("alert")).toHaveTextContent("Confirm.");
  expect(form.getByLabelText(texts.password.fields.password)).toHaveValue("a better password");
  expect(changes()).toEqual(["PUT /api/account/password"]);
});

test("a new address has to be confirmed by mail", async () => {
  const { user } = openSettings();
  const form = await section(texts.email.title);
  await user.type(form.getByLabelText(texts.email.fields.email), "new@example.com");
  await user.click(form.getByRole("button", { name: texts.email.submit }));
  expect(await form.findByText(texts.email.doneDetail("new@example.com"))).toBeInTheDocument();
  expect(form.getByText(texts.email.description(grace.email))).toBeInTheDocument();
});

test("another session can be ended, but not this one", async () => {
  const { user } = openSettings();
  const sessions = await section(texts.sessions.title);
  await sessions.findByText(phone.device);
  expect(
    sessions.queryByRole("button", { name: texts.sessions.signOutOf(here.device) }),
  ).not.toBeInTheDocument();
  await user.click(sessions.getByRole("button", { name: texts.sessions.signOutOf(phone.device) }));
  expect(await screen.findByText(texts.sessions.signedOut(phone.device))).toBeInTheDocument();
  await waitFor(() => {
    expect(sessions.queryByText(phone.device)).not.toBeInTheDocument();
  });
});

test("all other sessions can be ended", async () => {
  const { user } = openSettings();
  const sessions = await section(texts.sessions.title);
  await user.click(await sessions.findByRole("button", { name: texts.sessions.signOutOthers }));
  expect(await screen.findByText(texts.sessions.signedOutOthers)).toBeInTheDocument();
  await waitFor(() => {
    expect(sessions.queryByText(phone.device)).not.toBeInTheDocument();
  });
  expect(sessions.getByText(here.device)).toBeInTheDocument();
});

test("a download whose session has ended asks to sign in again", async () => {
  const { user } = openSettings();
  server.use(on("get", "/api/account/export", () => makeProblem(401, "Sign in.")));
  await user.click(await screen.findByRole("button", { name: texts.data.download }));
  await screen.findByRole("dialog", { name: "Sign in again" });
  await user.keyboard("{Escape}");
  expect(await screen.findByText(texts.data.failed)).toBeInTheDocument();
});

test("an account is deleted after a confirmation, and can be kept", async () => {
  const { user } = openSettings();
  await user.click(await screen.findByRole("button", { name: texts.deletion.action }));
  const question = within(await screen.findByRole("dialog"));
  await user.click(question.getByRole("button", { name: texts.deletion.question.confirm }));
  expect(await screen.findByText(texts.deletion.scheduled("Feb 14, 2026"))).toBeInTheDocument();

  await user.click(screen.getByRole("button", { name: texts.deletion.keep }));
  expect(await screen.findByText(texts.deletion.kept)).toBeInTheDocument();
  expect(await screen.findByRole("button", { name: texts.deletion.action })).toBeInTheDocument();
});
