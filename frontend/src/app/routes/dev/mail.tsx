import { noop } from "@tanstack/react-query";
import { createFileRoute, notFound, rootRouteId } from "@tanstack/react-router";

import { mailsQuery, parseMailboxSearch, previewsQuery } from "@/features/mailbox/api";
import { Mailbox } from "@/features/mailbox/mailbox";

/** The mailbox of development. In production, neither the page nor its API exists. */
export const Route = createFileRoute("/dev/mail")({
  validateSearch: parseMailboxSearch,
  beforeLoad: () => {
    if (!import.meta.env.DEV) throw notFound({ routeId: rootRouteId });
  },
  loader: ({ context: { queryClient } }) => {
    queryClient.query(mailsQuery).catch(noop);
    queryClient.query(previewsQuery).catch(noop);
  },
  component: MailboxPage,
});

function MailboxPage() {
  return <Mailbox search={Route.useSearch()} />;
}
