import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { ruleTexts } from "@/lib/rule-texts";
import { failOtherRequests, makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";

import { texts } from "./texts";

const email = "new@example.com";
const password = "correct horse battery";
const sent = (path: string) => received.find((request) => request.path === path && request.method === "POST");

let session: ReturnType<typeof serveSession>;

beforeEach(() => {
  failOtherRequests();
  session = serveSession(null);
});

async function choosePassword(address: string, submit: string, value = password) {
  const app = renderApp(address);
  await app.user.type(await screen.findByLabelText(texts.fields.newPassword), value);
  await app.user.click(screen.getByRole("button", { name: submit }));
  return app;
}

test("signing up asks for a name and an address, and tells to look for a message", async () => {
  server.use(on("post", "/api/sign-up", () => ({ status: 202, body: {} })));
  const { user } = renderApp("/sign-up");
  await user.type(await screen.findByLabelText(texts.fields.name), "New User");
  await user.type(screen.getByLabelText(texts.fields.email), email);
  await user.click(screen.getByRole("button", { name: texts.signUp.submit }));

  expect(await screen.findByText(texts.signUp.sent.detail(email))).toBeInTheDocument();
  expect(sent("/api/sign-up")?.body).toEqual({ name: "New User", email });

  await user.click(screen.getByRole("button", { name: texts.otherAddress }));
  expect(screen.getByLabelText(texts.fields.email)).toHaveValue(email);
});

test("too many sign-ups show the reason", async () => {
  const detail = "Too many attempts. Try again in an hour.";
  server.use(on("post", "/api/sign-up", () => makeProblem(429, detail)));
  const { user } = renderApp("/sign-up");
  await user.type(await screen.findByLabelText(texts.fields.name), "New User");
  await user.type(screen.getByLabelText(texts.fields.email), email);
  await user.click(screen.getByRole("button", { name: texts.signUp.submit }));
  expect(await screen.findByRole("alert")).toHaveTextContent(detail);
});

test("the mailed link of a sign-up changes nothing until a password is chosen, which signs in", async () => {
  const user = makeUser({ email });
  server.use(
    on("post", "/api/sign-up/confirm", () => {
      session.user = user;
      return { status: 200, body: { ...session } };
    }),
  );
  const { address } = await choosePassword("/verify-email#token=abc", texts.verify.submit);
  await waitFor(() => {
    expect(address()).toBe("/");
  });
  expect(received.filter(({ method }) => method !== "GET")).toHaveLength(1);
  expect(sent("/api/sign-up/confirm")?.body).toEqual({ token: "abc", password });
});

test("a short password is not sent, and a weak one is refused at the field", async () => {
  const detail = "This password is one of the most common ones.";
  server.use(on("post", "/api/sign-up/confirm", () => makeProblem(422, "Invalid", { password: detail })));
  const { user } = await choosePassword("/verify-email#token=abc", texts.verify.submit, "short");
  expect(await screen.findByText(ruleTexts.tooShort(12))).toBeInTheDocument();
  expect(sent("/api/sign-up/confirm")).toBeUndefined();

  await user.type(screen.getByLabelText(texts.fields.newPassword), "passwordpassword");
  await user.click(screen.getByRole("button", { name: texts.verify.submit }));
  expect(await screen.findByText(detail)).toBeInTheDocument();
  expect(screen.getByLabelText(texts.fields.newPassword)).toBeInvalid();
});

test("an expired link is explained", async () => {
  const detail = "This link is no longer valid. Request a new one.";
  server.use(on("post", "/api/password/reset", () => makeProblem(422, "Invalid", { token: detail })));
  await choosePassword("/reset-password#token=abc", texts.reset.submit);
  expect(await screen.findByRole("alert")).toHaveTextContent(detail);
  expect(screen.getByRole("link", { name: texts.anotherLink })).toHaveAttribute("href", "/forgot-password");
});

test.each([
  ["/verify-email", "/sign-up"],
  ["/reset-password", "/forgot-password"],
])("%s without a token leads to where another link is sent from", async (address, again) => {
  renderApp(address);
  expect(await screen.findByRole("link", { name: texts.anotherLink })).toHaveAttribute("href", again);
});

test.each(["/verify-email", "/reset-password#token=", "/confirm-email"])(
  "%s without a token says so",
  async (address) => {
    renderApp(address);
    expect(await screen.findByRole("heading", { name: texts.noToken.title })).toBeInTheDocument();
    expect(document.title).toContain(texts.noToken.title);
  },
);

test("a forgotten password is reset with a mailed link, and then signs in", async () => {
  server.use(
    on("post", "/api/password/forgot", () => ({ status: 202, body: {} })),
    on("post", "/api/password/reset", () => ({ status: 204 })),
  );
  const { user } = renderApp("/forgot-password");
  await user.type(await screen.findByLabelText(texts.fields.email), email);
  await user.click(screen.getByRole("button", { name: texts.forgot.submit }));
  expect(await screen.findByText(texts.forgot.sent.detail(email))).toBeInTheDocument();
  expect(sent("/api/password/forgot")?.body).toEqual({ email });
});

test("a new password ends all sessions and leads to the sign-in page", async () => {
  session.user = makeUser();
  server.use(
    on("post", "/api/password/reset", () => {
      session.user = null;
      return { status: 204 };
    }),
  );
  const { address } = await choosePassword("/reset-password#token=abc", texts.reset.submit);
  expect(await screen.findByText(texts.reset.done)).toBeInTheDocument();
  expect(address()).toBe("/sign-in");
  expect(sent("/api/password/reset")?.body).toEqual({ token: "abc", password });
});

test("password managers recognize the page, also whose password it is", async () => {
  renderApp(`/reset-password#token=abc&email=${email}`);
  const field = await screen.findByLabelText(texts.fields.newPassword);
  expect(field).toHaveAttribute("autocomplete", "new-password");
  expect(screen.getByDisplayValue(email)).toHaveAttribute("autocomplete", "username");
});

test.each([
  [true, texts.confirmEmail.changed.title],
  [false, texts.confirmEmail.half.title],
])("a new address is confirmed with the button; changed: %s", async (is_changed, title) => {
  server.use(on("post", "/api/account/email/confirm", () => ({ status: 200, body: { is_changed } })));
  const { user } = renderApp("/confirm-email#token=abc");
  const button = await screen.findByRole("button", { name: texts.confirmEmail.submit });
  expect(received.filter(({ method }) => method === "POST")).toEqual([]);
  await user.click(button);
  expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();
  expect(document.title).toContain(title);
  expect(sent("/api/account/email/confirm")?.body).toEqual({ token: "abc" });
});
