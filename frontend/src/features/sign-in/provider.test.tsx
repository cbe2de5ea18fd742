import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { noSession, sessionQuery } from "@/lib/api/session";
import { failOtherRequests, makeProblem, on, received, server } from "@/testing/api";
import { deferred } from "@/testing/deferred";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";

// region teams
import { nextAfterProvider } from "./provider-return";
// endregion
import { texts } from "./texts";

const grace = makeUser();
const returned = "/sign-in/callback?code=c1&state=s1";

beforeEach(() => {
  failOtherRequests();
  serveSession(null);
  sessionStorage.clear();
});

function serveProvider(name: string | null) {
  server.use(on("get", "/api/session/provider", () => ({ status: 200, body: { name } })));
}

test("without a provider there is no button", async () => {
  serveProvider(null);
  renderApp("/sign-in");
  await screen.findByRole("button", { name: texts.signIn.submit });
  await waitFor(() => {
    expect(received.some(({ path }) => path.includes("/provider"))).toBe(true);
  });
  expect(screen.queryByRole("button", { name: /Continue with/ })).not.toBeInTheDocument();
});

test("the provider's page opens, and why it does not", async () => {
  serveProvider("Example ID");
  // A fragment of this document: the test cannot leave it.
  const url = `${window.location.href.split("#")[0] ?? ""}#at-the-provider`;
  const detail = "There is nothing at this URL.";
  let answers = 0;
  server.use(
    on("post", "/api/session/provider/start", () =>
      ++answers === 1 ? makeProblem(404, detail) : { status: 200, body: { url } },
    ),
  );
  const { user } = renderApp("/sign-in?next=%2Fsettings");
  const button = await screen.findByRole("button", { name: texts.provider.continue("Example ID") });
  await user.click(button);
  expect(await screen.findByText(detail)).toBeInTheDocument();

  await user.click(button);
  await waitFor(() => {
    expect(window.location.hash).toBe("#at-the-provider");
  });
  window.location.hash = "";
});

test("an answer about the session before the return does not come after it", async () => {
  const before = deferred<undefined>();
  server.use(
    on("get", "/api/session", async () => {
      await before.promise;
      return { status: 200, body: noSession };
    }),
    on("post", "/api/session/provider/finish", () => ({
      status: 200,
      body: { ...noSession, user: grace, second_factor: [] },
    })),
  );
  const { queryClient } = renderApp(returned);
  await waitFor(() => {
    expect(received.some(({ path }) => path === "/api/session")).toBe(true);
  });
  before.resolve(undefined);
  await waitFor(() => {
    expect(received.some(({ method }) => method === "POST")).toBe(true);
  });
  expect(received.map(({ path }) => path)).toEqual(["/api/session", "/api/session/provider/finish"]);
  await waitFor(() => {
    expect(queryClient.getQueryData(sessionQuery.queryKey)?.user).toEqual(grace);
  });
});

test("the return from the provider signs in, and continues with the page that needed it", async () => {
  sessionStorage.setItem("sign-in-next", "/settings");
  const session = serveSession(null);
  server.use(
    on("get", "/api/account/sessions", () => ({ status: 200, body: { items: [] } })),
    on("post", "/api/session/provider/finish", () => {
      session.user = grace;
      return { status: 200, body: { ...session, second_factor: [] } };
    }),
  );
  const { address } = renderApp(returned);
  expect(await screen.findByRole("heading", { name: "Settings", level: 1 })).toBeInTheDocument();
  expect(address()).toBe("/settings");
  expect(received.find(({ method }) => method === "POST")?.body).toEqual({ code: "c1", state: "s1" });
});

test("the return from a confirmation leads back to the page that needed it", async () => {
  sessionStorage.setItem("sign-in-next", "/settings");
  sessionStorage.setItem("sign-in-purpose", "confirmation");
  serveSession(grace);
  server.use(
    on("get", "/api/account/sessions", () => ({ status: 200, body: { items: [] } })),
    on("post", "/api/session/confirm/provider", () => ({ status: 204 })),
  );
  const { address } = renderApp(returned);
  expect(await screen.findByRole("heading", { name: "Settings", level: 1 })).toBeInTheDocument();
  expect(address()).toBe("/settings");
  expect(received.find(({ method }) => method === "POST")).toMatchObject({
    path: "/api/session/confirm/provider",
    body: { code: "c1", state: "s1" },
  });
});

test("a failed confirmation says why, and leads back to the page", async () => {
  const detail = "You signed in there with an account that is not linked to this one.";
  sessionStorage.setItem("sign-in-next", "/settings");
  sessionStorage.setItem("sign-in-purpose", "confirmation");
  serveSession(grace);
  server.use(
    on("get", "/api/account/sessions", () => ({ status: 200, body: { items: [] } })),
    on("post", "/api/session/confirm/provider", () => makeProblem(422, detail)),
  );
  const { user, address } = renderApp(returned);
  expect(await screen.findByText(detail)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: texts.provider.backToPage }));
  expect(await screen.findByRole("heading", { name: "Settings", level: 1 })).toBeInTheDocument();
  expect(address()).toBe("/settings");
});

test("a failed return says why, and leads back", async () => {
  const detail = "Signing in with Example ID failed. Try again.";
  server.use(on("post", "/api/session/provider/finish", () => makeProblem(422, detail)));
  renderApp(returned);
  expect(await screen.findByText(detail)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: texts.provider.back })).toHaveAttribute("href", "/sign-in");
});

// region teams
test.each([
  ["/books", false],
  ["/t/acme/books", true],
])("%s is a full page load after the return: %s", (next, reloadDocument) => {
  sessionStorage.setItem("sign-in-next", next);
  expect(nextAfterProvider()).toEqual({ href: next, replace: true, reloadDocument });
});
// endregion

test("a user with a second factor enters the code after the return", async () => {
  server.use(
    on("post", "/api/session/provider/finish", () => ({
      status: 200,
      body: { ...noSession, second_factor: ["totp"] },
    })),
  );
  renderApp(returned);
  expect(await screen.findByLabelText(texts.secondStep.code)).toBeInTheDocument();
});
