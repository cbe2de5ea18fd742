import { Button, Group, Paper, SegmentedControl, Stack, Text } from "@mantine/core";
import IconInbox from "@tabler/icons-react/icons/IconInbox";
import IconSend from "@tabler/icons-react/icons/IconSend";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { StateMessage } from "@/components/state-message";
import { failureOf } from "@/lib/api/failure";
import { formatTime } from "@/lib/format";

import { mailsQuery, previewsQuery, useEmptyMailbox, useSendTrial } from "./api";
import type { MailboxSearch, MailPreview, MailSummary } from "./api";
import classes from "./mailbox.module.css";
import { Message, OpenMail } from "./open-mail";
import { texts } from "./texts";

/** The mail that was sent in development, and previews of all messages. */
export function Mailbox({ search }: { search: MailboxSearch }) {
  const navigate = useNavigate();
  const mails = useQuery(mailsQuery);
  const previews = useQuery(previewsQuery);
  const failure = failureOf(mails) ?? failureOf(previews);
  const sendTrial = useSendTrial();
  const empty = useEmptyMailbox();
  const showsPreviews = search.preview !== undefined;
  const items = mails.data?.items ?? [];

  if (mails.data === undefined && failure !== null) return <ErrorState error={failure} />;
  return (
    <Stack gap="lg">
      <PageHeader
        title={texts.title}
        description={texts.description}
        action={
          <Group gap="xs">
            {items.length > 0 && (
              <Button variant="default" onClick={() => empty.mutate()}>
                {texts.empty}
              </Button>
            )}
            <Button leftSection={<IconSend aria-hidden size={16} />} onClick={() => sendTrial.mutate()}>
              {texts.send}
            </Button>
          </Group>
        }
      />
      <SegmentedControl
        aria-label={texts.show}
        value={showsPreviews ? "previews" : "received"}
        data={[
          { value: "received", label: texts.received },
          { value: "previews", label: texts.previews, disabled: previews.data === undefined },
        ]}
        onChange={(shown) => {
          const preview = shown === "previews" ? previews.data?.items[0]?.name : undefined;
          void navigate({ to: "/dev/mail", search: { preview } });
        }}
        maw="20rem"
      />
      {showsPreviews ? (
        <Previews previews={previews.data?.items ?? []} search={search} />
      ) : (
        <Received mails={items} isLoading={mails.isPending} search={search} />
      )}
    </Stack>
  );
}

interface ReceivedProps {
  mails: readonly MailSummary[];
  isLoading: boolean;
  search: MailboxSearch;
}

function Received({ mails, isLoading, search }: ReceivedProps) {
  if (isLoading) return null;
  if (mails.length === 0) {
    return <StateMessage icon={<IconInbox aria-hidden size={26} />} {...texts.nothing} />;
  }
  const { id } = search;
  const entries = mails.map((mail) => (
    <Entry key={mail.id} search={{ ...search, id: mail.id }} isOpen={mail.id === id} title={mail.subject}>
      {texts.to(mail.recipient)} · {mail.sent_at === null ? texts.waiting : formatTime(mail.created_at)}
    </Entry>
  ));
  return (
    <Columns entries={entries} isOpen={id !== undefined}>
      {id === undefined ? (
        <StateMessage icon={<IconInbox aria-hidden size={26} />} {...texts.choose} />
      ) : (
        <OpenMail key={id} id={id} search={search} />
      )}
    </Columns>
  );
}

interface PreviewsProps {
  previews: readonly MailPreview[];
  search: MailboxSearch;
}

function Previews({ previews, search }: PreviewsProps) {
  const open = previews.find(({ name }) => name === search.preview);
  const entries = previews.map((preview) => (
    <Entry
      key={preview.name}
      search={{ ...search, preview: preview.name }}
      isOpen={preview === open}
      title={preview.subject}
    >
      {preview.name}
    </Entry>
  ));
  return (
    <Columns entries={entries} isOpen>
      {open && <Message key={open.name} mail={open} detail={texts.sample} search={search} />}
    </Columns>
  );
}

interface ColumnsProps {
  entries: ReactNode;
  isOpen: boolean;
  children: ReactNode;
}

function Columns({ entries, isOpen, children }: ColumnsProps) {
  return (
    <div className={classes.columns} data-open={isOpen || undefined}>
      <Paper withBorder component="ul" className={classes.list}>
        {entries}
      </Paper>
      <Paper withBorder p="md" component="section" aria-label={texts.views.message}>
        {children}
      </Paper>
    </div>
  );
}

interface EntryProps {
  search: MailboxSearch;
  isOpen: boolean;
  title: string;
  children: ReactNode;
}

function Entry({ search, isOpen, title, children }: EntryProps) {
  return (
    <li>
      <Link
        to="/dev/mail"
        search={search}
        className={classes.entry}
        aria-current={isOpen || undefined}
        activeProps={{ "aria-current": isOpen || undefined }}
      >
        <Text span fw={550} size="sm">
          {title}
        </Text>
        <Text span size="sm" c="dimmed">
          {children}
        </Text>
      </Link>
    </li>
  );
}
