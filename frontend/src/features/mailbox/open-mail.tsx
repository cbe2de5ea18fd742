import { Checkbox, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconArrowLeft from "@tabler/icons-react/icons/IconArrowLeft";
import IconMailOff from "@tabler/icons-react/icons/IconMailOff";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { ErrorState } from "@/components/error-state";
import { ButtonLink } from "@/components/links";
import { StateMessage } from "@/components/state-message";
import { failureOf } from "@/lib/api/failure";
import { isNotFound } from "@/lib/api/problem";
import { formatTime } from "@/lib/format";

import { mailQuery, views } from "./api";
import type { MailboxSearch, MailPreview } from "./api";
import classes from "./mailbox.module.css";
import { texts } from "./texts";

interface OpenMailProps {
  id: number;
  search: MailboxSearch;
}

/** A mail as its reader sees it. */
export function OpenMail({ id, search }: OpenMailProps) {
  const query = useQuery(mailQuery(id));
  const error = failureOf(query);
  if (isNotFound(error)) return <StateMessage icon={<IconMailOff aria-hidden size={26} />} {...texts.gone} />;
  if (query.data === undefined) return error === null ? null : <ErrorState error={error} />;
  const mail = query.data;
  const detail = `${texts.to(mail.recipient)} · ${formatTime(mail.created_at)}`;
  return <Message mail={mail} headers={mail.headers} detail={detail} search={search} />;
}

interface MessageProps {
  mail: Pick<MailPreview, "subject" | "html" | "text">;
  headers?: { name: string; value: string }[];
  detail: string;
  search: MailboxSearch;
}

/** A mail, or the preview of one. */
export function Message({ mail, headers, detail, search }: MessageProps) {
  const navigate = useNavigate();
  const [narrow, { toggle }] = useDisclosure();
  const view = search.view ?? views[0];
  const shown = views.filter((each) => each !== "headers" || headers !== undefined);
  return (
    <Stack gap="md">
      <ButtonLink
        to="/dev/mail"
        search={{}}
        hiddenFrom="sm"
        variant="default"
        size="xs"
        w="fit-content"
        leftSection={<IconArrowLeft aria-hidden size={14} />}
      >
        {texts.back}
      </ButtonLink>
      <div>
        <Title order={2} size="h4">
          {mail.subject}
        </Title>
        <Text size="sm" c="dimmed">
          {detail}
        </Text>
      </div>
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={texts.show}
          value={view}
          data={shown.map((value) => ({ value, label: texts.views[value] }))}
          onChange={(value) => void navigate({ to: "/dev/mail", search: { ...search, view: value } })}
        />
        {view === "message" && (
          <Checkbox visibleFrom="sm" size="xs" label={texts.narrow} checked={narrow} onChange={toggle} />
        )}
      </Group>
      {view === "message" && (
        <iframe
          className={classes.frame}
          data-narrow={narrow || undefined}
          title={mail.subject}
          // Nothing in a mail can run or reach this page; its links open in a tab of their own.
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={mail.html.replace("<head>", '<head><base target="_blank">')}
        />
      )}
      {view === "text" && <pre className={classes.text}>{mail.text}</pre>}
      {view === "headers" && headers && <Headers headers={headers} />}
    </Stack>
  );
}

function Headers({ headers }: { headers: { name: string; value: string }[] }) {
  return (
    <dl className={classes.headers}>
      {headers.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
