import { PageHeader } from "../page-header";
import type { ListDescription } from "./description";
import { CreateButton } from "./no-rows";

interface ListHeaderProps {
  list: Pick<ListDescription<never, never>, "texts" | "create">;
}

/** What a list's page begins with. */
export function ListHeader({ list }: ListHeaderProps) {
  const { title, description } = list.texts;
  return (
    <PageHeader title={title} description={description} action={<CreateButton list={list} />} />
  );
}
