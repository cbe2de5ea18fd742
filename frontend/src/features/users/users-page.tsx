import { Box, Group, SegmentedControl, Stack } from "@mantine/core";
import IconUserSearch from "@tabler/icons-react/icons/IconUserSearch";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { PageHeader } from "@/components/page-header";
import { PlainTable } from "@/components/plain-table";
import { SearchInput } from "@/components/search-input";
import { userStatuses, usersQuery } from "./api";
import type { UsersSearch } from "./api";
import { texts } from "./texts";
import { UserRow } from "./user-row";

/** All users, for administrators. */
export function UsersPage({ search }: { search: UsersSearch }) {
  const navigate = useNavigate();
  const { user, role, created, lastSeen, actions } = texts.columns;
  const onChange = (change: UsersSearch) =>
    void navigate({ to: "/admin/users", search: { ...search, ...change }, replace: true });
  return (
    <Stack gap="lg">
      <PageHeader title={texts.title} description={texts.description} />
      <Group role="search" gap="sm">
        <Box flex="1 1 16rem" maw="24rem">
          <SearchInput
            texts={texts.search}
            value={search.search}
            onSearch={(text) => onChange({ search: text })}
          />
        </Box>
        <SegmentedControl
          aria-label={texts.status}
          data={["all" as const, ...userStatuses].map((value) => ({ value, label: texts.statuses[value] }))}
          value={search.status ?? "all"}
          onChange={(status) => onChange({ status: userStatuses.find((each) => each === status) })}
        />
      </Group>
      <PlainTable
        label={texts.title}
        columns={[user, role, created, lastSeen, actions]}
        query={useInfiniteQuery({ ...usersQuery(search), placeholderData: keepPreviousData })}
        empty={{ icon: <IconUserSearch aria-hidden size={26} />, ...texts.empty }}
      >
        {(each) => <UserRow key={each.id} user={each} />}
      </PlainTable>
    </Stack>
  );
}
