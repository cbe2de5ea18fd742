import { expect, test } from "vitest";

import { ApiError, describeError, isTemporary } from "./problem";
import { problemTexts } from "./problem-texts";
import { unwrap } from "./unwrap";

const answer = (status: number, body: object) =>
  Promise.resolve({ ...body, response: new Response(null, { status }) });

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("the data of an answer is what a caller gets", async () => {
  expect(await unwrap(answer(200, { data: 7 }))).toBe(7);
});

test("a problem of the API is an error with its words", async () => {
  const problem = { type: "", title: "", status: 409, detail: "It has books.", errors: [] };
  const error = await failure(unwrap(answer(409, { error: problem })));
  expect(error).toBeInstanceOf(ApiError);
  expect(describeError(error).detail).toBe("It has books.");
  expect(isTemporary(error)).toBe(false);
});

test.each([
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["another server's page", () => Promise.reject(new SyntaxError("Unexpected token <"))],
  ["a proxy before no server", () => answer(502, { error: "<html>" })],
])("%s is a failure that may pass", async (_, call) => {
  const error = await failure(unwrap(call()));
  expect(isTemporary(error)).toBe(true);
  expect(describeError(error)).toEqual(problemTexts.unanswered);
});

test("a cancelled request stays a cancelled request", async () => {
  const cancelled = new DOMException("", "AbortError");
  expect(await failure(unwrap(Promise.reject(cancelled)))).toBe(cancelled);
});
