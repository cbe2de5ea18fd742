import { Button, Group, Text } from "@mantine/core";
import IconInbox from "@tabler/icons-react/icons/IconInbox";
import IconSearch from "@tabler/icons-react/icons/IconSearch";

import { useRetry } from "@/lib/api/failure";
import { describeError } from "@/lib/api/problem";
import { problemTexts } from "@/lib/api/problem-texts";
import type { Row } from "@/lib/api/resource";
import { hasFilters } from "@/lib/search-params";

import type { RecordDescription } from "../description";
import { ErrorState } from "../error-state";
import type { FormDefinition } from "../form-definition";
import { usePermissions } from "../permissions";
import { StateMessage } from "../state-message";
import type { Columns } from "./columns";
import { CreateButton } from "./create-button";
import { DataGrid } from "./data-grid";
import { SkeletonRows } from "./skeleton-rows";
import { texts } from "./texts";
import type { ListTable } from "./use-list-table";
import type { LoadedRows } from "./use-loaded-rows";

interface RowsProps<Item extends Row> {
  list: RecordDescription<Item>;
  search: object;
  table: ListTable<Item>;
  rows: LoadedRows<Item>;
  hasMore: boolean;
  total: number | undefined;
  onDelete: (item: Item) => void;
}

/** The rows of a list, or its loading, error or empty state. */
export function Rows<Item extends Row>(props: RowsProps<Item>) {
  const { list, search, table, rows, hasMore, total, onDelete } = props;
  const { items, error, onReach } = rows;
  const isLoading = items === undefined;
  if (isLoading && error !== null) return <ErrorState error={error} />;
  if (items?.length === 0 && !hasMore) return <NoRows list={list} filtered={hasFilters(search)} />;
  return (
    <>
      <DataGrid {...{ list, table, total, isLoading, onDelete, onReach }}>
        {/* The key remounts the skeleton below new rows, which prevents a layout shift. */}
        {(isLoading || hasMore) && error === null && (
          <SkeletonRows
            key={items?.length}
            columns={table.options.columns as Columns<Item>}
            count={isLoading ? 12 : 3}
          />
        )}
      </DataGrid>
      {hasMore && error !== null && <LoadFailure error={error} />}
    </>
  );
}

interface NoRowsProps {
  list: FormDefinition;
  filtered: boolean;
}

/** Shown if a list has no records, or none that match the filters. */
function NoRows({ list, filtered }: NoRowsProps) {
  const { canEdit } = usePermissions();
  if (!filtered) {
    return (
      <StateMessage
        icon={<IconInbox aria-hidden size={26} />}
        title={list.texts.empty.title}
        detail={canEdit ? list.texts.empty.detail : texts.emptyForReaders}
        action={<CreateButton list={list} />}
      />
    );
  }
  return <StateMessage icon={<IconSearch aria-hidden size={26} />} {...list.texts.nothingMatches} />;
}

/** Shown below a list if loading the next page fails. */
function LoadFailure({ error }: { error: unknown }) {
  const retry = useRetry();
  return (
    <Group justify="center" gap="md" p="md" role="alert">
      <Text size="sm" c="red">
        {texts.moreFailed} {describeError(error).title}.
      </Text>
      <Button variant="default" size="xs" onClick={retry}>
        {problemTexts.again}
      </Button>
    </Group>
  );
}
