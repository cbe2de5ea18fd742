import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { page } from "@/lib/team-path";
import { failOtherRequests, makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeTeam, makeUser, serveSession } from "@/testing/session";

import { invitationTexts as texts } from "./invitation-texts";
import { texts as signInTexts } from "./texts";

const grace = makeUser();
const password = "correct horse battery";
const link = "/invitation#token=abc";
const lastChange = () => {
  const request = received.findLast(({ method, path }) => method !== "GET" && !path.endsWith("/preview"));
  return request && [request.method, request.path, request.body];
};

function serveInvitation({ email = grace.email, has_account = true } = {}) {
  server.use(
    on("post", "/api/invitations/preview", () => ({
      status: 200,
      body: { team: "Acme", email, invited_by: "Ada Admin", has_account },
    })),
    on("post", "/api/invitations/accept", () => ({ status: 200, body: { slug: "acme" } })),
    on("get", "/api/session/provider", () => ({ status: 200, body: { name: null } })),
  );
}

async function expectPage(address: string) {
  await waitFor(() => {
    expect(page.replace).toHaveBeenCalledWith(address);
  });
}

beforeEach(() => {
  failOtherRequests();
  vi.spyOn(page, "replace").mockReturnValue(new Promise(() => undefined));
});

test("the invited user joins with a click, and not before", async () => {
  serveSession(grace);
  serveInvitation();
  const { user } = renderApp(link);
  expect(await screen.findByText(texts.description("Acme", "Ada Admin"))).toBeInTheDocument();
  expect(lastChange()).toBeUndefined();
  await user.click(screen.getByRole("button", { name: texts.accept("Acme") }));
  await expectPage("/t/acme/");
  expect(lastChange()).toEqual(["POST", "/api/invitations/accept", { token: "abc" }]);
});

test("somebody with an account signs in first", async () => {
  const session = serveSession(null);
  serveInvitation();
  server.use(
    on("post", "/api/session", () => {
      session.user = grace;
      return { status: 200, body: { ...session, second_factor: [] } };
    }),
  );
  const { user } = renderApp(link);
  expect(await screen.findByLabelText(signInTexts.fields.email)).toHaveValue(grace.email);
  await user.type(screen.getByLabelText(signInTexts.fields.password), `${password}{Enter}`);
  await user.click(await screen.findByRole("button", { name: texts.accept("Acme") }));
  await expectPage("/t/acme/");
});

test("somebody without an account creates one that belongs to the team", async () => {
  serveSession(null);
  serveInvitation({ has_account: false });
  const team = makeTeam({ role: "member" });
  server.use(
    on("post", "/api/invitations/sign-up", () => ({
      status: 200,
      body: { user: grace, team, teams: [team] },
    })),
  );
  const { user } = renderApp(link);
  expect(await screen.findByText(texts.signUp.detail(grace.email))).toBeInTheDocument();
  await user.type(screen.getByLabelText(signInTexts.fields.name), "Grace");
  await user.type(screen.getByLabelText(signInTexts.fields.password), password);
  await user.click(screen.getByRole("button", { name: texts.signUp.submit }));
  await expectPage("/t/acme/");
  const body = { token: "abc", name: "Grace", password };
  expect(lastChange()).toEqual(["POST", "/api/invitations/sign-up", body]);
});

test("somebody with another account signs out", async () => {
  serveSession(grace);
  serveInvitation({ email: "alan@example.com", has_account: false });
  const { user } = renderApp(link);
  expect(await screen.findByText(texts.other.detail(grace.email, "alan@example.com"))).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: texts.accept("Acme") })).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: texts.other.signOut }));
  expect(await screen.findByRole("button", { name: texts.signUp.submit })).toBeInTheDocument();
});

test("signing in on the page for it does not pass on the token", async () => {
  serveSession(null);
  serveInvitation();
  renderApp(link);
  expect(await screen.findByRole("link", { name: signInTexts.signIn.submit })).toHaveAttribute(
    "href",
    "/sign-in",
  );
});

test("a used or withdrawn invitation says so", async () => {
  serveSession(null);
  const detail = "This invitation is no longer valid. Ask for another one.";
  server.use(on("post", "/api/invitations/preview", () => makeProblem(422, detail)));
  renderApp(link);
  expect(await screen.findByRole("heading", { name: texts.invalid })).toBeInTheDocument();
  expect(screen.getByText(detail)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: texts.home })).toBeInTheDocument();
});

test("a link without its token is incomplete", async () => {
  serveSession(null);
  renderApp("/invitation");
  expect(await screen.findByRole("heading", { name: signInTexts.noToken.title })).toBeInTheDocument();
});
