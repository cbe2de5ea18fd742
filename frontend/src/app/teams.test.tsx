import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw/http";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";

import { texts } from "@/features/teams/texts";
import { page } from "@/lib/team-path";
import { failOtherRequests, makeProblem, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeTeam, makeUser, serveSession } from "@/testing/session";

import { teamTexts } from "./team-texts";
import { texts as appTexts } from "./texts";

const grace = makeUser();
const acme = makeTeam();
const globex = makeTeam({ slug: "globex", name: "Globex", role: "member" });

beforeEach(() => {
  failOtherRequests();
  vi.spyOn(page, "replace").mockReturnValue(new Promise(() => undefined));
});

/** Moves the browser to an address with a team. */
function atTeam(address: string) {
  window.history.replaceState(null, "", address);
  onTestFinished(() => {
    window.history.replaceState(null, "", "/");
  });
}

/** Refuses the request of a page because of the team in its address. `onRequest` is called first. */
function refuseMembers(kind: string, onRequest?: () => void) {
  const { status, body } = makeProblem(404, "Refused.");
  const problem = { ...body, type: `/api/problems/${kind}` };
  server.use(
    http.get("/api/team/members", () => {
      onRequest?.();
      return HttpResponse.json(problem, { status, headers: { "Content-Type": "application/problem+json" } });
    }),
  );
}

const hrefs = (links: HTMLElement[]) => links.map((link) => link.getAttribute("href"));

test("the menu of a team leads to its settings, to the other teams and to a new one", async () => {
  serveSession(grace, { team: acme, teams: [acme, globex] });
  const { user } = renderApp("/");
  await user.click(await screen.findByRole("button", { name: teamTexts.menu(acme.name) }));
  const items = await screen.findAllByRole("menuitem");
  expect(items.map(({ textContent }) => textContent)).toEqual([
    teamTexts.settings,
    acme.name,
    globex.name,
    teamTexts.create,
  ]);
  expect(hrefs(items)).toEqual(["/settings/team", "/t/acme/", "/t/globex/", "/teams/new"]);
  expect(screen.getByRole("menuitem", { current: true })).toHaveTextContent(acme.name);
});

test("without a team in the address, the menu of the user has the teams", async () => {
  serveSession(grace, { teams: [acme, globex] });
  const { user } = renderApp("/");
  await user.click(await screen.findByRole("button", { name: appTexts.account.menu(grace.name) }));
  expect(await screen.findByRole("menuitem", { name: globex.name })).toHaveAttribute("href", "/t/globex/");
  expect(screen.getByRole("menuitem", { name: teamTexts.create })).toHaveAttribute("href", "/teams/new");
  expect(screen.queryByRole("button", { name: teamTexts.menu(acme.name) })).not.toBeInTheDocument();
});

test("a page that needs a team goes on to the first one of the user", async () => {
  refuseMembers("team-required");
  serveSession(grace, { teams: [acme, globex] });
  renderApp("/settings/team?tab=1");
  await waitFor(() => {
    expect(page.replace).toHaveBeenCalledWith("/t/acme/settings/team?tab=1");
  });
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

test("a page that needs a team offers a new one to users without a team", async () => {
  refuseMembers("team-required");
  serveSession(grace);
  const { address } = renderApp("/settings/team");
  expect(await screen.findByRole("heading", { name: texts.create.title })).toBeInTheDocument();
  expect(address()).toBe("/teams/new");
});

test("the address of another team looks like that of none", async () => {
  atTeam("/t/initech");
  serveSession(grace, { teams: [globex] });
  renderApp("/t/initech/books");
  expect(await screen.findByRole("heading", { name: teamTexts.notFound.title })).toBeInTheDocument();
  const main = within(screen.getByRole("main"));
  expect(hrefs(main.getAllByRole("link"))).toEqual(["/t/globex/"]);
});

test("users without a team come back from an unknown one", async () => {
  atTeam("/t/initech");
  serveSession(grace);
  renderApp("/t/initech/");
  expect(await screen.findByRole("link", { name: teamTexts.notFound.home })).toHaveAttribute("href", "/");
});

test("visitors see the public pages at the address of a team, and sign in there", async () => {
  atTeam("/t/acme/");
  serveSession(null);
  const { address, user } = renderApp("/t/acme/");
  await user.click(await screen.findByRole("link", { name: appTexts.account.signIn }));
  await waitFor(() => {
    expect(address()).toBe("/t/acme/sign-in");
  });
  expect(screen.queryByRole("heading", { name: teamTexts.notFound.title })).not.toBeInTheDocument();
});

test("a user who was removed from the team finds out", async () => {
  atTeam("/t/acme/");
  const session = serveSession(grace, { team: acme, teams: [acme] });
  refuseMembers("team-not-found", () => {
    session.team = null;
  });
  renderApp("/t/acme/settings/team");
  expect(await screen.findByRole("heading", { name: teamTexts.notFound.title })).toBeInTheDocument();
});
