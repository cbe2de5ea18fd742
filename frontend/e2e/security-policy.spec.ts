import { texts } from "../src/components/texts";
import { home } from "./support/home";
import { expect, test } from "./support/test";

// Each test fails if its page violates the policy, because the browser logs an error then. This one opens pages that
// other tests may not open.
test("every page respects the Content Security Policy", async ({ page }) => {
  await page.goto(home);
  const links = page.getByRole("navigation").getByRole("link");
  await expect(links.first()).toBeVisible();
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));

  const forms = addresses.filter((address) => address !== home).map((list) => `${list}/new`);
  for (const address of [...addresses, ...forms, "/nowhere"]) {
    const response = await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
  }
});

test("the documentation of the API respects its policy, and the chosen color scheme", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/api/docs");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveClass("dark-mode");
  await page.locator(".opblock-summary-control").first().click();
  await expect(page.getByRole("button", { name: "Try it out" })).toBeVisible();

  await page.goto(home);
  await page.getByRole("radio", { name: texts.colorScheme.light }).press("Space");
  await page.goto("/api/docs");
  await expect(page.locator("html")).not.toHaveClass("dark-mode");
});

test("injected scripts and styles are blocked", async ({ page, consoleMessages }) => {
  await page.goto(home);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.text = "document.title = 'injected'";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<style>body { display: none }</style>");
    document.body.insertAdjacentHTML("beforeend", "<p style='display: none'>injected</p>");
  });

  await expect(page).not.toHaveTitle("injected");
  await expect(page.getByText("injected")).toBeVisible();
  expect(consoleMessages.splice(0)).toHaveLength(3);
});
