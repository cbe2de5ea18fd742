import type { Page } from "@playwright/test";

import { teamTexts } from "../src/app/team-texts";
import { texts as appTexts } from "../src/app/texts";
import { invitationTexts } from "../src/features/sign-in/invitation-texts";
import { texts as signInTexts } from "../src/features/sign-in/texts";
import { texts } from "../src/features/teams/texts";
import { admin, member, openMailedLink, openOtherBrowser, signIn, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";
import { expectToFit } from "./support/width";

/** A team of the demo data: Ada is its owner, Grace an admin, and Mary a member. */
const team = { slug: "acme", name: "Acme" };
const settings = `/t/${team.slug}/settings/team`;
const newcomer = { email: "new@example.com", name: "New Member" };
const secret = "four random words here";

const teamMenu = (page: Page, name = team.name) => page.getByRole("button", { name: teamTexts.menu(name) });
const entry = (page: Page, name: string) =>
  page.getByRole("list", { name: texts.members.list }).getByRole("listitem").filter({ hasText: name });

async function invite(page: Page, email: string, slug = team.slug) {
  await page.goto(`/t/${slug}/settings/team`);
  await page.getByLabel(texts.invitations.fields.email, { exact: true }).fill(email);
  await page.getByRole("button", { name: texts.invitations.submit }).click();
  await expect(page.getByText(texts.invitations.sent(email))).toBeVisible();
}

async function choose(page: Page, name: string, action: string) {
  await page.getByRole("button", { name: texts.members.actionsFor(name) }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

async function createTeam(page: Page, name: string) {
  await page.goto("/teams/new");
  await page.getByLabel(texts.create.fields.name, { exact: true }).fill(name);
  await page.getByRole("button", { name: texts.create.submit }).click();
  await expect(teamMenu(page, name)).toBeVisible();
}

test.describe("the owner", () => {
  test.use({ signedInAs: admin.email });

  test("invites somebody without an account, who joins with a mailed link", async ({
    page,
    instance,
    browser,
    baseURL,
  }) => {
    await invite(page, newcomer.email);
    await expectAccessible(page);

    const context = await browser.newContext({
      ...(baseURL !== undefined && { baseURL }),
      storageState: { cookies: [], origins: [] },
    });
    const other = await context.newPage();
    await openMailedLink(other, instance, newcomer.email);
    await expect(other.getByText(invitationTexts.description(team.name, admin.name))).toBeVisible();
    await expectAccessible(other);
    await other.getByLabel(signInTexts.fields.name, { exact: true }).fill(newcomer.name);
    await other.getByLabel(signInTexts.fields.password, { exact: true }).fill(secret);
    await other.getByRole("button", { name: invitationTexts.signUp.submit }).click();
    await expect(teamMenu(other)).toBeVisible();
    await expect(other).toHaveURL(`/t/${team.slug}/`);

    // The link works once.
    await openMailedLink(other, instance, newcomer.email);
    await expect(other.getByRole("heading", { name: invitationTexts.invalid })).toBeVisible();
    await expectAccessible(other);
    await context.close();

    await page.reload();
    await expect(entry(page, newcomer.name)).toContainText(texts.roles.member);
    await expect(page.getByText(texts.invitations.none)).toBeVisible();
  });

  test("changes the role of a member, and removes them", async ({ page, browser, baseURL }) => {
    const other = await openOtherBrowser(browser, baseURL, member.email);
    const otherPage = await other.newPage();
    await page.goto(settings);
    await choose(page, member.name, texts.members.actions.admin);
    await expect(entry(page, member.name)).toContainText(texts.roles.admin);
    await otherPage.goto(settings);
    await expect(otherPage.getByRole("button", { name: texts.invitations.submit })).toBeVisible();

    await choose(page, member.name, texts.members.actions.remove);
    const { confirm } = texts.members.questions.remove(member.name);
    await page.getByRole("dialog").getByRole("button", { name: confirm }).click();
    await expect(entry(page, member.name)).toHaveCount(0);
    await otherPage.reload();
    await expect(otherPage.getByRole("heading", { name: teamTexts.notFound.title })).toBeVisible();
    await expectAccessible(otherPage);
    await other.close();
  });

  test("makes a member the owner, and leaves", async ({ page }) => {
    await page.goto(settings);
    await choose(page, user.name, texts.members.actions.owner);
    const { confirm } = texts.members.questions.owner(user.name);
    await page.getByRole("dialog").getByRole("button", { name: confirm }).click();
    await expect(entry(page, user.name)).toContainText(texts.roles.owner);
    await expect(entry(page, admin.name)).toContainText(texts.roles.admin);

    await page.getByRole("button", { name: texts.leave.action }).click();
    const question = texts.leave.question(team.name);
    await page.getByRole("dialog").getByRole("button", { name: question.confirm }).click();
    await expect(page).not.toHaveURL(settings);
    await page.goto(settings);
    await expect(page.getByRole("heading", { name: teamTexts.notFound.title })).toBeVisible();
  });

  test("changes name and address, which moves all pages", async ({ page }) => {
    await page.goto(settings);
    await page.getByLabel(texts.profile.fields.name, { exact: true }).fill("Initech");
    await page.getByLabel(texts.profile.fields.slug).fill("initech");
    await page.getByRole("button", { name: texts.profile.submit, exact: true }).click();
    await expect(page).toHaveURL("/t/initech/settings/team");
    await expect(teamMenu(page, "Initech")).toBeVisible();
    await page.goto(settings);
    await expect(page.getByRole("heading", { name: teamTexts.notFound.title })).toBeVisible();
  });

  test("deletes the team", async ({ page }) => {
    await page.goto(settings);
    await page.getByRole("button", { name: texts.deletion.action }).click();
    const question = page.getByRole("dialog", { name: texts.deletion.question(team.name).title });
    await expectAccessible(page);
    await question.getByRole("button", { name: texts.deletion.question(team.name).confirm }).click();
    await expect(page).not.toHaveURL(settings);
    await page.goto(settings);
    await expect(page.getByRole("heading", { name: teamTexts.notFound.title })).toBeVisible();
  });
});

test("a user creates a team, and goes back and forth between two", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: appTexts.account.menu(user.name) }).click();
  await page.getByRole("menuitem", { name: teamTexts.create }).click();
  await expect(page.getByRole("heading", { name: texts.create.title, level: 1 })).toBeVisible();
  await expectAccessible(page);
  await createTeam(page, "Initech");
  await expect(page).toHaveURL("/t/initech/");

  await teamMenu(page, "Initech").click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: team.name, exact: true }).click();
  await expect(page).toHaveURL(`/t/${team.slug}/`);
  await expect(teamMenu(page)).toBeVisible();
  await page.goBack();
  await expect(teamMenu(page, "Initech")).toBeVisible();
});

test.describe("a member", () => {
  test.use({ signedInAs: member.email });

  test("sees who belongs to the team, and no more", async ({ page }) => {
    await page.goto(settings);
    await expect(entry(page, admin.name)).toContainText(texts.roles.owner);
    await expect(entry(page, member.name)).toContainText(texts.members.you);
    await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
    await expect(page.getByRole("region", { name: texts.invitations.title })).toHaveCount(0);
    await expectAccessible(page);
  });
});

test("settings of a team without its address are those of the user's team", async ({ page }) => {
  await page.goto("/settings/team");
  await expect(page).toHaveURL(settings);
  await expect(entry(page, user.name)).toBeVisible();
});

test.describe("a visitor", () => {
  test.use({ signedInAs: null });

  test("signs in to open a page of a team", async ({ page }) => {
    await page.goto(settings);
    await expect(page).toHaveURL(`/t/${team.slug}/sign-in?next=%2Fsettings%2Fteam`);
    await signIn(page, user.email);
    await expect(page).toHaveURL(settings);
    await expect(entry(page, user.name)).toBeVisible();
  });
});

test("an invitation is for one account, which signs in to accept it", async ({ page, instance }) => {
  await createTeam(page, "Initech");
  await invite(page, admin.email, "initech");
  await openMailedLink(page, instance, admin.email);
  await expect(page.getByText(invitationTexts.other.detail(user.email, admin.email))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: invitationTexts.other.signOut }).click();

  await expect(page.getByLabel(signInTexts.fields.email, { exact: true })).toHaveValue(admin.email);
  await expectAccessible(page);
  await signIn(page, admin.email);
  await page.getByRole("button", { name: invitationTexts.accept("Initech") }).click();
  await expect(page).toHaveURL("/t/initech/");
  await expect(teamMenu(page, "Initech")).toBeVisible();
});

test("a team with a long name has pages that are no wider than the window", async ({ page, instance }) => {
  await instance.execute(`UPDATE teams SET name = repeat('W', 100) WHERE slug = '${team.slug}'`);
  await page.goto(settings);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^W+$/);
  await expectToFit(page);
});
