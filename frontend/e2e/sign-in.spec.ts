import { texts as appTexts } from "../src/app/texts";
import { texts as settingsTexts } from "../src/features/settings/texts";
import { texts } from "../src/features/sign-in/texts";
import { expectSignedOut, password, sameOrigin, signIn, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";
import { expectToFit } from "./support/width";

test.use({ signedInAs: null });

test("a visitor signs in with the keyboard, continues with the page, and signs out", async ({
  page,
  context,
}) => {
  await page.goto("/settings");
  await expect(page).toHaveURL("/sign-in?next=%2Fsettings");
  await expectAccessible(page);

  await page.getByLabel(texts.fields.email, { exact: true }).fill(user.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: settingsTexts.title, level: 1 })).toBeVisible();
  await expect(page).toHaveURL("/settings");

  // No script can read the token.
  const cookies = await context.cookies();
  expect(cookies.filter(({ httpOnly }) => !httpOnly)).toEqual([]);
  const session = cookies.find(({ name }) => name.endsWith("session"));
  expect(session).toBeDefined();
  const readable = await page.evaluate(() =>
    JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(readable).not.toContain(session?.value);

  await page.getByRole("button", { name: appTexts.account.menu(user.name) }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: appTexts.account.signOut }).click();
  await expectSignedOut(page);
  expect((await page.request.post("/api/account/keep", { headers: sameOrigin })).status()).toBe(401);
});

test("a button that waits shows that in its middle, also without animations", async ({ page }) => {
  await page.goto("/sign-in");
  // Never answered.
  await page.route("**/api/session", () => undefined);
  await signIn(page, user.email);
  const button = page.getByRole("button", { name: texts.signIn.submit, exact: true });
  await expect(button).toHaveAttribute("data-loading");
  const middles = await button.evaluate((element) =>
    [element, element.querySelector(".mantine-Button-loader")].map((each) => {
      const { top = 0, bottom = 0 } = each?.getBoundingClientRect() ?? {};
      return Math.round((top + bottom) / 2);
    }),
  );
  expect(middles[1]).toBe(middles[0]);
});

test("a wrong password stays on the page", async ({ page }) => {
  await page.goto("/sign-in?next=%2Fsettings");
  await signIn(page, user.email, "wrong password");
  await expect(page.getByText("password is wrong")).toBeVisible();
  await expectAccessible(page);
  await signIn(page, user.email);
  await expect(page).toHaveURL("/settings");
});

test("a link cannot lead to another site after the sign-in", async ({ page }) => {
  await page.goto("/sign-in?next=//example.com");
  await signIn(page, user.email);
  await expect(page.getByRole("button", { name: appTexts.account.menu(user.name) })).toBeVisible();
  await expect(page).not.toHaveURL(/example/);
});

test("the pages for visitors are no wider than the window", async ({ page }) => {
  for (const address of ["/sign-in", "/sign-up", "/forgot-password"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectToFit(page);
  }
});
