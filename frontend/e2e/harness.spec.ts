import type { APIRequestContext } from "@playwright/test";

import { expect, test } from "./support/test";

const health = "/api/health/ready";

/** Returns the ids of the books titled “Bread in Wartime”. */
async function ids(request: APIRequestContext) {
  const response = await request.get("/api/books?search=Bread+in+Wartime");
  const { items } = (await response.json()) as { items: { id: number }[] };
  return items.map(({ id }) => id);
}

test.describe.serial("each test starts with fresh data", () => {
  test("the first test deletes a book", async ({ request }) => {
    const [id = 0] = await ids(request);
    await request.delete(`/api/books/${id}`);
    expect(await ids(request)).toEqual([]);
  });

  test("the second test finds the book", async ({ request }) => {
    expect(await ids(request)).toHaveLength(1);
  });
});

test("a restarted API serves the same data", async ({ api, request }) => {
  const [id = 0] = await ids(request);
  await request.delete(`/api/books/${id}`);
  await api.stop();
  expect((await request.get(health)).status()).toBe(502);

  await api.start();
  expect((await request.get(health)).status()).toBe(200);
  expect(await ids(request)).toEqual([]);
});
