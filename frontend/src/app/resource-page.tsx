import { Outlet, useMatches, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { ListPage } from "@/components/data-list/list-page";
import type { Description, ListSearch } from "@/components/description";
import { addressOf } from "@/components/links";
import type { Row } from "@/lib/api/resource";

import { PendingPage } from "./pending-page";

// Loaded on demand, because most visits start with a list.
const RecordPage = lazy(async () => ({
  default: (await import("@/components/record-page")).RecordPage,
}));

interface ResourcePageProps<Item extends Row, Search extends ListSearch> {
  description: Description<Item, Search>;
  search: Search;
}

/** The list of a resource, or the page of a record, with the forms of the child routes over it. */
export function ResourcePage<Item extends Row, Search extends ListSearch>(
  props: ResourcePageProps<Item, Search>,
) {
  const { description, search } = props;
  const navigate = useNavigate();
  const to = addressOf(description.resource);
  const record = useRecordBehindForms(to);

  function onChange(change: Partial<Search>) {
    void navigate({
      to,
      search: (previous: object) => ({ ...previous, ...change }),
      // Further typing in the search box adds no history entries.
      replace: search.search !== undefined && change.search !== undefined,
    });
  }

  return (
    <>
      {record === undefined ? (
        <ListPage list={description} search={search} onChange={onChange} />
      ) : (
        <Suspense fallback={<PendingPage late />}>
          <RecordPage key={record} description={description} id={record} />
        </Suspense>
      )}
      <Outlet />
    </>
  );
}

/** Returns the id of the record whose page is shown, also while its form is open over it. */
function useRecordBehindForms(list: string): number | undefined {
  const path = useMatches({ select: (matches) => matches.at(-1)?.fullPath });
  // Without a resource, no route has this parameter.
  const { id }: { id?: number } = useParams({ strict: false });
  const [record, setRecord] = useState<number>();
  const shown = path === list || path === `${list}/$id` ? id : record;
  if (shown !== record) setRecord(shown);
  return shown;
}
