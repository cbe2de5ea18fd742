import { Button, SegmentedControl, Skeleton, Stack } from "@mantine/core";
import IconUserSearch from "@tabler/icons-react/icons/IconUserSearch";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { PlainTable } from "@/components/plain-table";
import { SearchInput } from "@/components/search-input";
import { StateMessage } from "@/components/state-message";
import { failureOf } from "@/lib/api/failure";

import { userStatuses, usersQuery } from "./api";
import type { UsersSearch } from "./api";
import { texts } from "./texts";
import { UserRow } from "./user-row";
import classes from "./users.module.css";

/** All users, for administrators. */
export function UsersPage({ search }: { search: UsersSearch }) {
  const navigate = useNavigate();
  const onChange = (change: UsersSearch) => {
    void navigate({ to: "/admin/users", search: { ...search, ...change }, replace: true });
  };
  return (
    <Stack gap="lg">
      <PageHeader title={texts.title} description={texts.description} />
      <div role="search" className={classes.filters}>
        <SearchInput
          texts={texts.search}
          value={search.search}
          onSearch={(text) => {
            onChange({ search: text });
          }}
        />
        <SegmentedControl
          aria-label={texts.status}
          data={["all" as const, ...userStatuses].map((value) => ({ value, label: texts.statuses[value] }))}
          value={search.status ?? "all"}
          onChange={(status) => {
            onChange({ status: userStatuses.find((each) => each === status) });
          }}
        />
      </div>
      <Users search={search} />
    </Stack>
  );
}

function Users({ search }: { search: UsersSearch }) {
  const users = useInfiniteQuery({ ...usersQuery(search), placeholderData: keepPreviousData });
  const error = failureOf(users);
  if (users.data === undefined) return error === null ? <Skeleton h={240} /> : <ErrorState error={error} />;
  const rows = users.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return <StateMessage icon={<IconUserSearch aria-hidden size={26} />} {...texts.empty} />;
  const { user, role, created, lastSeen, actions } = texts.columns;
  return (
    <>
      <PlainTable label={texts.title} columns={[user, role, created, lastSeen, actions]}>
        {rows.map((each) => (
          <UserRow key={each.id} user={each} />
        ))}
      </PlainTable>
      {users.hasNextPage && (
        <Button
          variant="default"
          mx="auto"
          loading={users.isFetchingNextPage}
          onClick={() => void users.fetchNextPage()}
        >
          {texts.more}
        </Button>
      )}
    </>
  );
}
