import { queryOptions } from "@tanstack/react-query";

import { useChange } from "@/components/use-change";
import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";
import { readChoice, readId, readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

import { texts } from "./texts";

export type MailSummary = components["schemas"]["MailSummary"];
export type MailPreview = components["schemas"]["MailPreview"];

/** What the page shows of a mail. The first one is the default. */
export const views = ["message", "text", "headers"] as const;

/** The URL parameters of the mailbox: the mail or the preview that is open. */
export interface MailboxSearch {
  id?: number | undefined;
  preview?: string | undefined;
  view?: (typeof views)[number] | undefined;
}

const key = ["mailbox"];
/** How often the page looks for new mail, in milliseconds. */
const interval = 1_000;

export const mailsQuery = queryOptions({
  queryKey: [...key, "list"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/dev/mails", { signal })),
  refetchInterval: interval,
});

export const previewsQuery = queryOptions({
  queryKey: [...key, "previews"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/dev/mails/previews", { signal })),
});

export function mailQuery(id: number) {
  const params = { path: { mail_id: id } };
  return queryOptions({
    queryKey: [...key, "one", id],
    queryFn: ({ signal }) => unwrap(client.GET("/api/dev/mails/{mail_id}", { params, signal })),
  });
}

/** Sends a message to nobody, to try out that mail works. */
export function useSendTrial() {
  const body = { to: "you@example.com" };
  return useChange(() => unwrap(client.POST("/api/dev/mails/trial", { body })), { failed: texts.notSent });
}

export function useEmptyMailbox() {
  return useChange(() => unwrap(client.DELETE("/api/dev/mails")), { failed: texts.notEmptied });
}

export function parseMailboxSearch(raw: RawSearch): MailboxSearch {
  const view = readChoice(raw.view, views);
  return {
    id: readId(raw.id),
    preview: readText(raw.preview),
    view: view === views[0] ? undefined : view,
  };
}
