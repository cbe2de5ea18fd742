import IconPlus from "@tabler/icons-react/icons/IconPlus";

import { ButtonLink } from "../links";
import { PageHeader } from "../page-header";
import type { ListDescription } from "./description";

interface ListHeaderProps {
  list: Pick<ListDescription<never, never>, "texts" | "create">;
}

/** The title of a list, with the button for a new record. */
export function ListHeader({ list }: ListHeaderProps) {
  const { title, description } = list.texts;
  return <PageHeader title={title} description={description} action={<CreateButton list={list} />} />;
}

export function CreateButton({ list }: ListHeaderProps) {
  return (
    <ButtonLink {...list.create} leftSection={<IconPlus aria-hidden size={16} />} flex="none">
      {list.texts.create.action}
    </ButtonLink>
  );
}
