import type { APIRequestContext } from "@playwright/test";

import { expect, test } from "./support/test";

const health = "/api/health/ready";

/** The ids of the books of that title. */
async function ids(request: APIRequestContext) {
  const answer = await request.get("/api/books?search=Bread+in+Wartime");
  const { items } = (await answer.json()) as { items: { id: number }[] };
  return items.map(({ id }) => id);
}

test.describe.serial("what one test does, the next does not find", () => {
  test("one deletes a book", async ({ request }) => {
    const [id = 0] = await ids(request);
    await request.delete(`/api/books/${id}`);
    expect(await ids(request)).toEqual([]);
  });

  test("the other finds it", async ({ request }) => {
    expect(await ids(request)).toHaveLength(1);
  });
});

test("an API that went away comes back with the same data", async ({ api, request }) => {
  const [id = 0] = await ids(request);
  await request.delete(`/api/books/${id}`);
  await api.stop();
  expect((await request.get(health)).status()).toBe(502);

  await api.start();
  expect((await request.get(health)).status()).toBe(200);
  expect(await ids(request)).toEqual([]);
});
