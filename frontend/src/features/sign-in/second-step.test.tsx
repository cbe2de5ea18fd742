import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { failOtherRequests, makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { makeUser, serveSession } from "@/testing/session";

import { texts } from "./texts";

const grace = makeUser();

beforeEach(() => {
  failOtherRequests();
  const session = serveSession(null);
  server.use(
    on("post", "/api/session", () => ({
      status: 200,
      body: { ...session, second_factor: ["totp", "recovery_code"] },
    })),
    on("post", "/api/session/second-factor", ({ body }) => {
      if (body.code === "000000") return makeProblem(422, "Invalid input", { code: "The code is wrong." });
      session.user = grace;
      return { status: 200, body: { ...session } };
    }),
  );
});

async function enterPassword() {
  const app = renderApp("/sign-in");
  await app.user.type(await screen.findByLabelText(texts.fields.email), grace.email);
  await app.user.type(screen.getByLabelText(texts.fields.password), "correct horse battery");
  await app.user.click(screen.getByRole("button", { name: texts.signIn.submit }));
  return app;
}

test("a code is asked for after the password, and signs in", async () => {
  const { user, address } = await enterPassword();
  const code = await screen.findByLabelText(texts.secondStep.code);
  expect(code).toHaveFocus();
  expect(code).toHaveAttribute("autocomplete", "one-time-code");
  expect(address()).toBe("/sign-in");

  await user.type(code, "000000{Enter}");
  expect(await screen.findByText("The code is wrong.")).toBeInTheDocument();
  await user.clear(code);
  await user.type(code, "123456{Enter}");

  expect(await screen.findByRole("button", { name: /Grace User/ })).toBeInTheDocument();
  expect(address()).toBe("/");
});

test("a recovery code signs in without the app", async () => {
  const { user } = await enterPassword();
  await user.click(await screen.findByRole("button", { name: texts.secondStep.useRecoveryCode }));
  await user.type(screen.getByLabelText(texts.secondStep.recoveryCode), "ABCD-EFGH-JKLM-NPQR{Enter}");

  expect(await screen.findByRole("button", { name: /Grace User/ })).toBeInTheDocument();
  expect(received.findLast(({ method }) => method === "POST")?.body).toEqual({ code: "ABCD-EFGH-JKLM-NPQR" });
});

test("the password can be entered again", async () => {
  const { user } = await enterPassword();
  await user.click(await screen.findByRole("button", { name: texts.secondStep.restart }));
  expect(await screen.findByLabelText(texts.fields.password)).toHaveValue("");
});
