import { Anchor, Group, Stack } from "@mantine/core";
import IconFilterOff from "@tabler/icons-react/icons/IconFilterOff";
import IconHistory from "@tabler/icons-react/icons/IconHistory";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { ButtonLink } from "@/components/links";
import { PageHeader } from "@/components/page-header";
import { PlainTable } from "@/components/plain-table";
import { formatTime } from "@/lib/format";
import { hasFilters } from "@/lib/search-params";

import { auditQuery } from "./api";
import type { AuditEntry, AuditSearch } from "./api";
import { texts } from "./texts";

/** The audit log, for administrators. */
export function AuditPage({ search }: { search: AuditSearch }) {
  const { time, action, actor, subject, address } = texts.columns;
  const query = useInfiniteQuery(auditQuery(search));
  return (
    <Stack gap="lg">
      <PageHeader title={texts.title} description={texts.description} />
      {hasFilters(search) && (
        <Group>
          <ButtonLink
            to="/admin/audit"
            search={{}}
            variant="subtle"
            color="gray"
            leftSection={<IconFilterOff aria-hidden size={16} />}
          >
            {texts.clear}
          </ButtonLink>
          {search.action !== undefined && <span>{texts.filters.action(search.action)}</span>}
          {search.user !== undefined && (
            <span>{texts.filters.user(query.data?.pages[0]?.items[0]?.actor)}</span>
          )}
        </Group>
      )}
      <PlainTable
        label={texts.title}
        columns={[action, actor, subject, address, time]}
        query={query}
        empty={{ icon: <IconHistory aria-hidden size={26} />, ...texts.empty }}
      >
        {(entry) => <Entry key={entry.id} entry={entry} search={search} />}
      </PlainTable>
    </Stack>
  );
}

function Entry({ entry, search }: { entry: AuditEntry; search: AuditSearch }) {
  const { action, actor, subject, address, at } = entry;
  const { columns } = texts;
  return (
    <tr>
      <td>
        <Anchor
          inherit
          c="inherit"
          fw={600}
          title={texts.only(action)}
          renderRoot={(anchor) => <Link to="/admin/audit" search={{ ...search, action }} {...anchor} />}
        >
          {action}
        </Anchor>
      </td>
      <td data-label={columns.actor}>{actor}</td>
      <td data-label={columns.subject}>{subject}</td>
      <td data-label={columns.address}>{address}</td>
      <td data-time>{formatTime(at)}</td>
    </tr>
  );
}
