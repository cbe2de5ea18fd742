import { expect, test } from "vitest";

import { ApiError, describeError, isTemporary } from "./problem";
import { problemTexts } from "./problem-texts";
import { unwrap } from "./unwrap";

const respond = (status: number, body: object) =>
  Promise.resolve({ ...body, response: new Response(null, { status }) });

async function failure(result: Promise<unknown>): Promise<unknown> {
  return result.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("a successful response returns its data", async () => {
  expect(await unwrap(respond(200, { data: 7 }))).toBe(7);
});

test("a problem of the API is an error with its detail", async () => {
  const problem = { type: "", title: "", status: 409, detail: "It has books.", errors: [] };
  const error = await failure(unwrap(respond(409, { error: problem })));
  expect(error).toBeInstanceOf(ApiError);
  expect(describeError(error).detail).toBe("It has books.");
  expect(isTemporary(error)).toBe(false);
});

test.each([
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["another server's page", () => Promise.reject(new SyntaxError("Unexpected token <"))],
  ["a proxy without a server", () => respond(502, { error: "<html>" })],
])("%s is a temporary error", async (_, request) => {
  const error = await failure(unwrap(request()));
  expect(isTemporary(error)).toBe(true);
  expect(describeError(error)).toEqual(problemTexts.unanswered);
});

test("a canceled request is not wrapped in another error", async () => {
  const cancelled = new DOMException("", "AbortError");
  expect(await failure(unwrap(Promise.reject(cancelled)))).toBe(cancelled);
});
