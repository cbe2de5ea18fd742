import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw/http";
import { beforeEach, expect, test, vi } from "vitest";

import { failOtherRequests, makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";

import { texts } from "./texts";

const grace = makeUser();
const password = "correct horse battery";

const heading = (name: string) => screen.findByRole("heading", { name, level: 1 });

/** Serves the sign-in of Grace, after which the session is hers. */
function serveSignIn() {
  const session = serveSession(null);
  server.use(
    on("post", "/api/session", () => {
      session.user = grace;
      return { status: 200, body: { ...session, second_factor: [] } };
    }),
  );
}

async function signIn(address: string) {
  const app = renderApp(address);
  await app.user.type(await screen.findByLabelText(texts.fields.email), grace.email);
  await app.user.type(screen.getByLabelText(texts.fields.password), password);
  await app.user.click(screen.getByRole("button", { name: texts.signIn.submit }));
  return app;
}

beforeEach(() => {
  failOtherRequests();
  serveSession(null);
});

test("the navigation is hidden until the user has signed in", async () => {
  serveSignIn();
  const app = renderApp("/sign-in");
  await heading(texts.signIn.title);
  expect(screen.queryByRole("navigation")).not.toBeInTheDocument();

  await app.user.type(screen.getByLabelText(texts.fields.email), grace.email);
  await app.user.type(screen.getByLabelText(texts.fields.password), password);
  await app.user.click(screen.getByRole("button", { name: texts.signIn.submit }));
  expect(await screen.findByRole("navigation")).toBeInTheDocument();
});

test("signing in continues with the page that needed it", async () => {
  serveSignIn();
  server.use(on("get", "/api/account/sessions", () => ({ status: 200, body: { items: [] } })));
  const { address } = await signIn("/settings");
  expect(await heading("Settings")).toBeInTheDocument();
  expect(address()).toBe("/settings");
  expect(received.find(({ method }) => method === "POST")?.body).toEqual({ email: grace.email, password });
});

test("signing in does not lead to another site", async () => {
  serveSignIn();
  const { address } = await signIn("/sign-in?next=%2F%2Fevil.example");
  await waitFor(() => {
    expect(address()).toBe("/");
  });
});

test("a page that needs a session keeps its parameters", async () => {
  const { address } = renderApp("/admin/users?search=ada");
  await heading(texts.signIn.title);
  expect(address()).toBe("/sign-in?next=%2Fadmin%2Fusers%3Fsearch%3Dada");
  expect(screen.getByText(texts.signIn.continue)).toBeInTheDocument();
});

test.each([
  [422, "The e-mail or the password is wrong."],
  [429, "Too many attempts. Try again in 5 minutes."],
] as const)("a sign-in refused with %i shows the reason and keeps the input", async (status, detail) => {
  server.use(on("post", "/api/session", () => makeProblem(status, detail)));
  const { address } = await signIn("/sign-in");
  expect(await screen.findByRole("alert")).toHaveTextContent(detail);
  expect(screen.getByLabelText(texts.fields.email)).toHaveValue(grace.email);
  expect(address()).toBe("/sign-in");
});

test("an address that is none is not sent", async () => {
  const { user } = renderApp("/sign-in");
  await user.type(await screen.findByLabelText(texts.fields.email), "grace");
  await user.click(screen.getByRole("button", { name: texts.signIn.submit }));
  expect(screen.getByLabelText(texts.fields.email)).toBeInvalid();
  expect(screen.getByLabelText(texts.fields.password)).toBeInvalid();
  expect(received.filter(({ method }) => method === "POST")).toEqual([]);
});

test("password managers recognize the fields", async () => {
  renderApp("/sign-in");
  expect(await screen.findByLabelText(texts.fields.email)).toHaveAttribute(
    "autocomplete",
    "username webauthn",
  );
  expect(screen.getByLabelText(texts.fields.password)).toHaveAttribute("autocomplete", "current-password");
});

test("in development, a click signs in", async () => {
  const session = serveSession(null);
  server.use(
    on("get", "/api/dev/users", () => ({ status: 200, body: { items: [grace] } })),
    on("post", "/api/dev/session", () => {
      session.user = grace;
      return { status: 200, body: { ...session } };
    }),
  );
  const { user, address } = renderApp("/sign-in");
  await user.click(await screen.findByRole("button", { name: texts.development.signInAs(grace.name) }));
  await waitFor(() => {
    expect(address()).toBe("/");
  });
  expect(received.find(({ method }) => method === "POST")?.body).toEqual({ user_id: grace.id });
});

test("without the part of the API for development, nothing offers to sign in with a click", async () => {
  const asked = vi.fn(() => new HttpResponse(null, { status: 404 }));
  server.use(http.get("/api/dev/users", asked));
  renderApp("/sign-in");
  await heading(texts.signIn.title);
  await waitFor(() => {
    expect(asked).toHaveBeenCalled();
  });
  expect(within(screen.getByRole("main")).queryByText(texts.development.title)).not.toBeInTheDocument();
});

test("the sign-in page leads those who are signed in to the next page", async () => {
  serveSession();
  server.use(on("get", "/api/account/sessions", () => ({ status: 200, body: { items: [] } })));
  const { address } = renderApp("/sign-in?next=%2Fsettings");
  expect(await heading("Settings")).toBeInTheDocument();
  expect(address()).toBe("/settings");
});
