import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { components } from "@/lib/api/schema";
import { makeProblem, on, received, server, unreachable } from "@/testing/api";
import { renderApp } from "@/testing/render-app";

import { texts } from "./texts";

type Mail = components["schemas"]["Mail"];

const html = "<html><head></head><body><h1>Welcome</h1></body></html>";

function makeMail(mail: Partial<Mail>): Mail {
  return {
    id: 1,
    recipient: "ada@example.com",
    subject: "Welcome",
    created_at: "2026-01-31T12:00:00Z",
    sent_at: "2026-01-31T12:00:01Z",
    text: "Welcome, Ada",
    html,
    headers: [{ name: "Message-ID", value: "<1@example.com>" }],
    ...mail,
  };
}

/** Serves these mails, and adds one when a trial is sent. */
function serveMails(...mails: Mail[]) {
  const previews = { items: [{ name: "trial", subject: "Trial", text: "Hello", html }] };
  server.use(
    on("get", "/api/dev/mails", () => ({ status: 200, body: { items: mails } })),
    // Before the next one, which would match it too.
    on("get", "/api/dev/mails/previews", () => ({ status: 200, body: previews })),
    on("get", "/api/dev/mails/{mail_id}", ({ id }) => {
      const mail = mails.find((each) => each.id === id);
      return mail ? { status: 200, body: mail } : makeProblem(404, "There is no mail with this ID.");
    }),
    on("delete", "/api/dev/mails", () => {
      mails.length = 0;
      return { status: 204 };
    }),
    on("post", "/api/dev/mails/trial", () => {
      mails.unshift(makeMail({ id: 7, subject: "A trial", sent_at: null }));
      return { status: 204 };
    }),
  );
}

const frame = (title: string) => screen.findByTitle<HTMLIFrameElement>(title);

test("a mail is shown as its reader sees it, where nothing in it can run", async () => {
  serveMails(makeMail({ id: 3 }));
  const { user, address } = renderApp("/dev/mail");

  await user.click(await screen.findByRole("link", { name: /Welcome/ }));
  expect(address()).toBe("/dev/mail?id=3");
  const shown = await frame("Welcome");
  expect(shown.srcdoc).toContain("<h1>Welcome</h1>");
  expect(shown.srcdoc).toContain('<base target="_blank">');
  expect(shown.getAttribute("sandbox")).not.toMatch(/allow-(scripts|same-origin)/);
});

test("a mail can be read as plain text and with its headers", async () => {
  serveMails(makeMail({ id: 3 }));
  const { user, address } = renderApp("/dev/mail?id=3");
  await frame("Welcome");

  await user.click(screen.getByRole("radio", { name: texts.views.text }));
  expect(await screen.findByText("Welcome, Ada")).toBeInTheDocument();
  await user.click(screen.getByRole("radio", { name: texts.views.headers }));
  expect(await screen.findByText("<1@example.com>")).toBeInTheDocument();
  expect(address()).toBe("/dev/mail?id=3&view=headers");
});

test("a trial appears by itself, first waiting to be sent", async () => {
  serveMails();
  const { user } = renderApp("/dev/mail");
  expect(await screen.findByText(texts.nothing.title)).toBeInTheDocument();

  await user.click(screen.getByRole("button", { name: texts.send }));
  const link = await screen.findByRole("link", { name: /A trial/ });
  expect(within(link).getByText(new RegExp(texts.waiting))).toBeInTheDocument();
});

test("a failure is reported", async () => {
  serveMails(makeMail({}));
  server.use(unreachable("post", "/api/dev/mails/trial"), unreachable("delete", "/api/dev/mails"));
  const { user } = renderApp("/dev/mail");
  await screen.findByRole("link", { name: /Welcome/ });

  await user.click(screen.getByRole("button", { name: texts.send }));
  expect(await screen.findByText(texts.notSent)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: texts.empty }));
  expect(await screen.findByText(texts.notEmptied)).toBeInTheDocument();
});

test("the mailbox can be emptied", async () => {
  serveMails(makeMail({}));
  const { user } = renderApp("/dev/mail");
  await screen.findByRole("link", { name: /Welcome/ });

  await user.click(screen.getByRole("button", { name: texts.empty }));
  expect(await screen.findByText(texts.nothing.title)).toBeInTheDocument();
  expect(received.some(({ method }) => method === "DELETE")).toBe(true);
});

test("a mail that is gone says so", async () => {
  serveMails(makeMail({ id: 3 }));
  renderApp("/dev/mail?id=4");

  expect(await screen.findByText(texts.gone.title)).toBeInTheDocument();
});

test("every message can be previewed with sample data", async () => {
  serveMails();
  const { user, address } = renderApp("/dev/mail");

  const previews = await screen.findByRole("radio", { name: texts.previews });
  await waitFor(() => {
    expect(previews).toBeEnabled();
  });
  await user.click(previews);
  await waitFor(() => {
    expect(address()).toBe("/dev/mail?preview=trial");
  });
  expect((await frame("Trial")).srcdoc).toContain("<h1>Welcome</h1>");
  expect(screen.queryByRole("radio", { name: texts.views.headers })).not.toBeInTheDocument();
});
