import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { ruleTexts } from "@/lib/rule-texts";
import { page } from "@/lib/team-path";
import { failOtherRequests, makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeTeam, makeUser, serveSession } from "@/testing/session";

import type { Invitation, Member, Role } from "./api";
import { texts } from "./texts";

const grace = makeUser();
const self: Member = {
  user_id: grace.id,
  name: grace.name,
  email: grace.email,
  role: "owner",
  // The evening before, where the tests run.
  joined_at: "2026-01-02T04:00:00Z",
};
const ada: Member = { ...self, user_id: 1, name: "Ada Admin", email: "ada@example.com", role: "admin" };
const linus: Member = { ...self, user_id: 2, name: "Linus", email: "linus@example.com", role: "member" };
const invitation: Invitation = {
  id: 5,
  email: "alan@example.com",
  role: "member",
  invited_by: "Ada Admin",
  created_at: "2026-01-02T12:00:00Z",
  expires_at: "2026-01-09T12:00:00Z",
};

const changes = () =>
  received.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
const lastBody = () => received.findLast(({ method }) => method !== "GET")?.body;
const section = async (title: string) => within(await screen.findByRole("region", { name: title }));

/** Opens the settings of a team as a member with a role. */
function openTeam(role: Role = "owner") {
  const team = makeTeam({ role });
  const session = serveSession(grace, { team, teams: [team] });
  const owner =
    role === "owner" ? [] : [{ ...linus, user_id: 9, name: "Olga Owner", role: "owner" as const }];
  server.use(
    on("get", "/api/team/members", () => ({
      status: 200,
      body: { items: [...owner, { ...self, role }, ada, linus] },
    })),
    on("get", "/api/team/invitations", () => ({ status: 200, body: { items: [invitation] } })),
  );
  return { ...renderApp("/settings/team"), session, team };
}

type User = ReturnType<typeof renderApp>["user"];

async function choose(user: User, name: string, action: string) {
  await user.click(await screen.findByRole("button", { name: texts.members.actionsFor(name) }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
}

async function confirm(user: User, { title, confirm }: { title: string; confirm: string }) {
  const dialog = within(await screen.findByRole("dialog", { name: title }));
  expect(changes()).toEqual([]);
  await user.click(dialog.getByRole("button", { name: confirm }));
}

/** Expects that another address is loaded. */
async function expectPage(address: string) {
  await waitFor(() => {
    expect(page.replace).toHaveBeenCalledWith(address);
  });
}

beforeEach(() => {
  failOtherRequests();
  serveSession();
  vi.spyOn(page, "replace").mockReturnValue(new Promise(() => undefined));
});

test("a new team opens at its address", async () => {
  server.use(
    on("post", "/api/teams", ({ body }) => ({ status: 201, body: makeTeam({ ...body, slug: "globex" }) })),
  );
  const { user } = renderApp("/teams/new");
  await user.click(await screen.findByRole("button", { name: texts.create.submit }));
  expect(await screen.findByText("Enter a name")).toBeInTheDocument();
  await user.type(screen.getByLabelText(texts.create.fields.name), "Globex{Enter}");
  await expectPage("/t/globex/");
  expect(lastBody()).toEqual({ name: "Globex" });
});

test("the settings show who belongs to the team, and who is invited", async () => {
  openTeam();
  const members = await screen.findByRole("list", { name: texts.members.list });
  expect(
    within(members)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent),
  ).toEqual([
    `${grace.name}${texts.roles.owner}${texts.members.you}${texts.members.detail(grace.email, "Jan 1, 2026")}`,
    expect.stringContaining(`${ada.name}${texts.roles.admin}`),
    expect.stringContaining(`${linus.name}${texts.roles.member}`),
  ]);
  const invitations = await screen.findByRole("list", { name: texts.invitations.list });
  expect(within(invitations).getByRole("listitem")).toHaveTextContent(invitation.email);
});

const { actions } = texts.members;

test.each([
  [
    "owner",
    {
      [ada.name]: [actions.member, actions.owner, actions.remove],
      [linus.name]: [actions.admin, actions.owner, actions.remove],
    },
  ],
  ["admin", { [ada.name]: [actions.member, actions.remove], [linus.name]: [actions.admin, actions.remove] }],
  ["member", {}],
] as const)("what a member with the role %s may change", async (role, expected) => {
  const { user } = openTeam(role);
  await screen.findByText(linus.name);
  const buttons = screen.queryAllByRole("button", { name: /^Actions for/ });
  expect(buttons.map((button) => button.getAttribute("aria-label"))).toEqual(
    Object.keys(expected).map(texts.members.actionsFor),
  );
  for (const [name, items] of Object.entries<readonly string[]>(expected)) {
    await user.click(screen.getByRole("button", { name: texts.members.actionsFor(name) }));
    const menu = within(await screen.findByRole("menu"));
    expect(menu.getAllByRole("menuitem").map(({ textContent }) => textContent)).toEqual(items);
    await user.keyboard("{Escape}");
  }
  const isManager = role !== "member";
  expect(screen.queryAllByRole("region", { name: texts.invitations.title })).toHaveLength(isManager ? 1 : 0);
  expect(screen.queryAllByLabelText(texts.profile.fields.name)).toHaveLength(isManager ? 1 : 0);
  const isOwner = role === "owner";
  expect(screen.queryAllByLabelText(texts.profile.fields.slug)).toHaveLength(isOwner ? 1 : 0);
  expect(screen.queryAllByRole("button", { name: texts.deletion.action })).toHaveLength(isOwner ? 1 : 0);
  expect(screen.queryAllByRole("button", { name: texts.leave.action })).toHaveLength(isOwner ? 0 : 1);
});

test("a member becomes an admin at once", async () => {
  server.use(
    on("patch", "/api/team/members/{user_id}", () => ({ status: 200, body: { ...linus, role: "admin" } })),
  );
  const { user } = openTeam();
  await choose(user, linus.name, actions.admin);
  expect(await screen.findByText(texts.members.done.admin(linus.name))).toBeInTheDocument();
  expect(changes()).toEqual(["PATCH /api/team/members/2"]);
  expect(lastBody()).toEqual({ role: "admin" });
});

test.each([
  ["owner", "POST /api/team/owner"],
  ["remove", "DELETE /api/team/members/2"],
] as const)("the action “%s” asks first", async (action, expected) => {
  server.use(
    on("post", "/api/team/owner", () => ({ status: 200, body: { items: [] } })),
    on("delete", "/api/team/members/{user_id}", () => ({ status: 204 })),
  );
  const { user } = openTeam();
  await choose(user, linus.name, actions[action]);
  await confirm(user, texts.members.questions[action](linus.name));
  expect(await screen.findByText(texts.members.done[action](linus.name))).toBeInTheDocument();
  expect(changes()).toEqual([expected]);
});

test("a refused change of a member is explained", async () => {
  const detail = "Only the owner can do this.";
  server.use(on("patch", "/api/team/members/{user_id}", () => makeProblem(403, detail)));
  const { user } = openTeam("admin");
  await choose(user, linus.name, actions.admin);
  expect(await screen.findByText(detail)).toBeInTheDocument();
});

test("an invitation is sent with a role", async () => {
  server.use(
    on("post", "/api/team/invitations", ({ body }) => ({ status: 201, body: { ...invitation, ...body } })),
  );
  const { user } = openTeam("admin");
  const form = await section(texts.invitations.title);
  await user.type(form.getByLabelText(texts.invitations.fields.email), "tim@example.com");
  await user.selectOptions(form.getByLabelText(texts.invitations.role), "admin");
  await user.click(form.getByRole("button", { name: texts.invitations.submit }));
  expect(await screen.findByText(texts.invitations.sent("tim@example.com"))).toBeInTheDocument();
  expect(lastBody()).toEqual({ email: "tim@example.com", role: "admin" });
  expect(form.getByLabelText(texts.invitations.fields.email)).toHaveValue("");
});

test("an invitation of a member is refused at its field", async () => {
  const detail = "This person is a member already.";
  server.use(on("post", "/api/team/invitations", () => makeProblem(409, detail, { email: detail })));
  const { user } = openTeam();
  const form = await section(texts.invitations.title);
  await user.type(form.getByLabelText(texts.invitations.fields.email), `${ada.email}{Enter}`);
  expect(await form.findByText(detail)).toBeInTheDocument();
});

test("an invitation is withdrawn", async () => {
  server.use(on("delete", "/api/team/invitations/{invitation_id}", () => ({ status: 204 })));
  const { user } = openTeam();
  const { email } = invitation;
  await user.click(await screen.findByRole("button", { name: texts.invitations.removeOf(email) }));
  await confirm(user, texts.invitations.question(email));
  expect(await screen.findByText(texts.invitations.removed(email))).toBeInTheDocument();
  expect(changes()).toEqual(["DELETE /api/team/invitations/5"]);
});

test("a new name is shown in the header", async () => {
  const { user, session, team } = openTeam("admin");
  server.use(
    on("patch", "/api/team", ({ body }) => {
      session.team = { ...team, ...body, version: 2 };
      return { status: 200, body: session.team };
    }),
  );
  const name = await screen.findByLabelText(texts.profile.fields.name);
  await user.clear(name);
  await user.type(name, "Acme Corp{Enter}");
  expect(await screen.findByText(texts.profile.done)).toBeInTheDocument();
  expect(received.find(({ method }) => method === "PATCH")).toMatchObject({
    body: { name: "Acme Corp" },
    ifMatch: '"1"',
  });
  expect(await screen.findByRole("button", { name: "Team Acme Corp" })).toBeInTheDocument();
  expect(page.replace).not.toHaveBeenCalled();
});

test("with another address, the page goes there", async () => {
  const { user, team } = openTeam();
  server.use(
    on("patch", "/api/team", ({ body }) => ({ status: 200, body: { ...team, ...body, version: 2 } })),
  );
  const slug = await screen.findByLabelText(texts.profile.fields.slug);
  await user.clear(slug);
  await user.type(slug, "acme-corp{Enter}");
  await expectPage("/t/acme-corp/settings/team");
  expect(lastBody()).toEqual({ name: "Acme", slug: "acme-corp" });
});

test("an address has only characters that need no escape", async () => {
  const { user } = openTeam();
  await user.type(await screen.findByLabelText(texts.profile.fields.slug), " Corp{Enter}");
  expect(await screen.findByText(ruleTexts.notASlug)).toBeInTheDocument();
  expect(changes()).toEqual([]);
});

test("a taken address is refused at its field", async () => {
  const detail = "This address is taken.";
  server.use(on("patch", "/api/team", () => makeProblem(409, detail, { slug: detail })));
  const { user } = openTeam();
  await user.type(await screen.findByLabelText(texts.profile.fields.slug), "{Enter}");
  expect(await screen.findByText(detail)).toBeInTheDocument();
});

test("a member leaves the team", async () => {
  server.use(on("delete", "/api/team/members/{user_id}", () => ({ status: 204 })));
  const { user, team } = openTeam("member");
  await user.click(await screen.findByRole("button", { name: texts.leave.action }));
  await confirm(user, texts.leave.question(team.name));
  await expectPage("/");
  expect(changes()).toEqual([`DELETE /api/team/members/${grace.id}`]);
});

test("the owner deletes the team", async () => {
  server.use(on("delete", "/api/team", () => ({ status: 204 })));
  const { user, team } = openTeam();
  await user.click(await screen.findByRole("button", { name: texts.deletion.action }));
  await confirm(user, texts.deletion.question(team.name));
  await expectPage("/");
  expect(changes()).toEqual(["DELETE /api/team"]);
});

test("an invitation that is being written outlives the session, and is sent after signing in again", async () => {
  const { user, session, queryClient } = openTeam();
  const email = await screen.findByLabelText(texts.invitations.fields.email);
  await user.type(email, "new@example.com");
  const { team } = session;
  server.use(
    on("get", "/api/team/members", () =>
      session.user === null ? makeProblem(401, "Sign in.") : { status: 200, body: { items: [self] } },
    ),
    on("post", "/api/session", () => {
      Object.assign(session, { user: grace, team });
      return { status: 200, body: { ...session, second_factor: [] } };
    }),
    on("post", "/api/team/invitations", () =>
      session.user === null ? makeProblem(401, "Sign in.") : { status: 201, body: invitation },
    ),
  );
  Object.assign(session, { user: null, team: null });
  // As the browser's focus does.
  void queryClient.refetchQueries();
  const expired = { title: "Sign in again", password: "Password" };
  await screen.findByRole("dialog", { name: expired.title });
  await user.keyboard("{Escape}");
  expect(email).toHaveValue("new@example.com");

  await user.click(screen.getByRole("button", { name: texts.invitations.submit }));
  const dialog = within(await screen.findByRole("dialog", { name: expired.title }));
  await user.type(dialog.getByLabelText(expired.password), "correct horse battery{Enter}");
  expect(await screen.findByText(texts.invitations.sent("new@example.com"))).toBeInTheDocument();
});
