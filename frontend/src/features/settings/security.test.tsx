import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { components } from "@/lib/api/schema";
import { makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
import { serveSession } from "@/testing/session";

import { securityTexts } from "./security-texts";

type Schemas = components["schemas"];

const { secondFactor, passkeys, tokens } = securityTexts;
const codes = ["ABCD-EFGH-JKLM-NPQR", "2345-6789-ABCD-EFGH"];
const phone: Schemas["Passkey"] = {
  id: 3,
  name: "Phone",
  is_synced: true,
  created_at: "2026-01-31T12:00:00Z",
  last_used_at: null,
};
const importer: Schemas["ApiToken"] = {
  id: 5,
  name: "Nightly import",
  prefix: "pat_a1B2c3",
  scope: "read",
  created_at: "2026-01-31T12:00:00Z",
  expires_at: "2026-03-02T12:00:00Z",
  last_used_at: null,
};
const section = async (title: string) => within(await screen.findByRole("region", { name: title }));
const sent = (method: string) =>
  received.filter((each) => each.method === method).map(({ path, body }) => ({ path, body }));

beforeEach(() => {
  serveSession();
  let isOn = false;
  let keys = [phone];
  let programs = [importer];
  server.use(
    on("get", "/api/account/sessions", () => ({ status: 200, body: { items: [] } })),
    on("get", "/api/account/second-factor", () => ({
      status: 200,
      body: {
        is_on: isOn,
        since: isOn ? "2026-01-31T12:00:00Z" : null,
        recovery_codes_left: isOn ? codes.length : 0,
      },
    })),
    on("post", "/api/account/second-factor/setup", () => ({
      status: 200,
      body: { secret: "ABCDEFGHIJKLMNOP", qr_code: "<svg xmlns='http://www.w3.org/2000/svg'/>" },
    })),
    on("post", "/api/account/second-factor", ({ body }) => {
      if (body.code !== "123456") return makeProblem(422, "Invalid input", { code: "The code is wrong." });
      isOn = true;
      return { status: 200, body: { recovery_codes: codes } };
    }),
    on("delete", "/api/account/second-factor", () => {
      isOn = false;
      return { status: 204 };
    }),
    on("get", "/api/account/passkeys", () => ({ status: 200, body: { items: keys } })),
    on("patch", "/api/account/passkeys/{passkey_id}", ({ body }) => {
      const renamed = { ...phone, name: body.name };
      keys = [renamed];
      return { status: 200, body: renamed };
    }),
    on("delete", "/api/account/passkeys/{passkey_id}", () => {
      keys = [];
      return { status: 204 };
    }),
    on("get", "/api/account/tokens", () => ({ status: 200, body: { items: programs } })),
    on("post", "/api/account/tokens", ({ body }) => {
      const created = { ...importer, id: 6, name: body.name, scope: body.scope };
      programs = [created, ...programs];
      return { status: 201, body: { ...created, token: "pat_secret" } };
    }),
    on("delete", "/api/account/tokens/{token_id}", () => {
      programs = [];
      return { status: 204 };
    }),
  );
});

test("two-step sign-in is set up with a first right code, and shows recovery codes once", async () => {
  const { user } = renderApp("/settings");
  const part = await section(secondFactor.title);
  await user.click(await part.findByRole("button", { name: secondFactor.setUp }));
  expect(await part.findByRole("img", { name: secondFactor.qrCode })).toBeInTheDocument();
  expect(part.getByText("ABCD EFGH IJKL MNOP")).toBeInTheDocument();

  await user.type(part.getByLabelText(secondFactor.fields.code), "000000");
  await user.click(part.getByRole("button", { name: secondFactor.activate }));
  expect(await part.findByText("The code is wrong.")).toBeInTheDocument();
  await user.clear(part.getByLabelText(secondFactor.fields.code));
  await user.type(part.getByLabelText(secondFactor.fields.code), "123456");
  await user.click(part.getByRole("button", { name: secondFactor.activate }));

  const list = within(await part.findByRole("list", { name: secondFactor.codes.list }));
  expect(list.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(codes);
  await user.click(part.getByRole("button", { name: secondFactor.codes.done }));
  expect(await part.findByText(secondFactor.codesLeft(2))).toBeInTheDocument();
  expect(part.queryByText(codes[0] ?? "")).not.toBeInTheDocument();
});

test("two-step sign-in is turned off after a question", async () => {
  const { user } = renderApp("/settings");
  const part = await section(secondFactor.title);
  await user.click(await part.findByRole("button", { name: secondFactor.setUp }));
  await user.type(await part.findByLabelText(secondFactor.fields.code), "123456");
  await user.click(part.getByRole("button", { name: secondFactor.activate }));
  await user.click(await part.findByRole("button", { name: secondFactor.codes.done }));

  await user.click(await part.findByRole("button", { name: secondFactor.remove }));
  const dialog = within(await screen.findByRole("dialog", { name: secondFactor.question.title }));
  await user.click(dialog.getByRole("button", { name: secondFactor.question.confirm }));

  expect(await part.findByRole("button", { name: secondFactor.setUp })).toBeInTheDocument();
  expect(sent("DELETE").map(({ path }) => path)).toEqual(["/api/account/second-factor"]);
});

test("a passkey is removed after a question", async () => {
  const { user } = renderApp("/settings");
  const part = await section(passkeys.title);
  await user.click(await part.findByRole("button", { name: passkeys.removeOf(phone.name) }));
  const dialog = within(await screen.findByRole("dialog", { name: passkeys.question(phone.name).title }));
  await user.click(dialog.getByRole("button", { name: passkeys.question(phone.name).confirm }));
  expect(await part.findByText(passkeys.none)).toBeInTheDocument();
});

test("a passkey gets another name", async () => {
  const { user } = renderApp("/settings");
  const part = await section(passkeys.title);
  await user.click(await part.findByRole("button", { name: passkeys.renameOf(phone.name) }));
  const dialog = within(await screen.findByRole("dialog", { name: passkeys.renameOf(phone.name) }));
  const name = dialog.getByLabelText(passkeys.fields.name);
  await user.clear(name);
  await user.click(dialog.getByRole("button", { name: passkeys.rename }));
  expect(name).toBeInvalid();

  await user.type(name, "Old phone{Enter}");
  expect(await part.findByText("Old phone")).toBeInTheDocument();
  expect(sent("PATCH")).toEqual([{ path: "/api/account/passkeys/3", body: { name: "Old phone" } }]);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(screen.getByText(passkeys.renamed("Old phone"))).toBeInTheDocument();
});

test("a browser without passkeys offers none", async () => {
  renderApp("/settings");
  const part = await section(passkeys.title);
  expect(part.getByText(passkeys.unsupported)).toBeInTheDocument();
  expect(part.queryByRole("button", { name: passkeys.add })).not.toBeInTheDocument();
});

test("a new token is shown once, with a button that copies it", async () => {
  const { user } = renderApp("/settings");
  const part = await section(tokens.title);
  await user.type(await part.findByLabelText(tokens.fields.name), "Export");
  await user.selectOptions(part.getByRole("combobox", { name: tokens.scope }), tokens.scopes.write);
  await user.selectOptions(part.getByRole("combobox", { name: tokens.days }), "90 days");
  await user.click(part.getByRole("button", { name: tokens.create }));

  expect(await part.findByText("pat_secret")).toBeInTheDocument();
  expect(sent("POST")).toEqual([
    { path: "/api/account/tokens", body: { name: "Export", scope: "write", days: 90 } },
  ]);
  await user.click(part.getByRole("button", { name: securityTexts.copy }));
  expect(await window.navigator.clipboard.readText()).toBe("pat_secret");
  await user.click(part.getByRole("button", { name: tokens.done }));
  expect(part.queryByText("pat_secret")).not.toBeInTheDocument();
  expect(await part.findByText("Export")).toBeInTheDocument();
});

test("a token needs a name", async () => {
  const { user } = renderApp("/settings");
  const part = await section(tokens.title);
  await user.click(await part.findByRole("button", { name: tokens.create }));
  expect(part.getByLabelText(tokens.fields.name)).toBeInvalid();
  expect(sent("POST")).toEqual([]);
});

test("a token is deleted after a question", async () => {
  const { user } = renderApp("/settings");
  const part = await section(tokens.title);
  await user.click(await part.findByRole("button", { name: tokens.removeOf(importer.name) }));
  const dialog = within(await screen.findByRole("dialog", { name: tokens.question(importer.name).title }));
  await user.click(dialog.getByRole("button", { name: tokens.question(importer.name).confirm }));
  expect(await part.findByText(tokens.none)).toBeInTheDocument();
});

test("setting up two-step sign-in leads the focus from step to step", async () => {
  const { user } = renderApp("/settings");
  const part = await section(secondFactor.title);
  await user.click(await part.findByRole("button", { name: secondFactor.setUp }));
  expect(await part.findByLabelText(secondFactor.fields.code)).toHaveFocus();
  await user.keyboard("123456{Enter}");
  expect(await part.findByText(secondFactor.codes.title)).toHaveFocus();
  await user.click(part.getByRole("button", { name: secondFactor.codes.done }));
  await waitFor(() => {
    expect(screen.getByRole("region", { name: secondFactor.title })).toHaveFocus();
  });
});

test("the focus goes to a new token, and stays in its section when it is hidden or deleted", async () => {
  const { user } = renderApp("/settings");
  const part = await section(tokens.title);
  const region = screen.getByRole("region", { name: tokens.title });
  await user.type(await part.findByLabelText(tokens.fields.name), "Export{Enter}");
  expect(await part.findByRole("status")).toHaveFocus();
  await user.click(part.getByRole("button", { name: tokens.done }));
  await waitFor(() => {
    expect(region).toHaveFocus();
  });
  await user.click(part.getByRole("button", { name: tokens.removeOf(importer.name) }));
  await user.click(screen.getByRole("button", { name: tokens.question(importer.name).confirm }));
  await part.findByText(tokens.none);
  expect(region).toHaveFocus();
});
