import IconPlus from "@tabler/icons-react/icons/IconPlus";

import type { FormDefinition } from "../form-definition";
import { ButtonLink, linkTo } from "../links";
import { PageHeader } from "../page-header";
import { usePermissions } from "../permissions";

interface ListHeaderProps {
  list: FormDefinition;
}

/** The title of a list, with the button for a new record. */
export function ListHeader({ list }: ListHeaderProps) {
  const { title, description } = list.texts;
  return <PageHeader title={title} description={description} action={<CreateButton list={list} />} />;
}

export function CreateButton({ list }: ListHeaderProps) {
  const { canEdit, hint } = usePermissions();
  if (!canEdit) return hint;
  return (
    <ButtonLink
      {...linkTo(list.resource, "new")}
      leftSection={<IconPlus aria-hidden size={16} />}
      flex="none"
    >
      {list.texts.create.action}
    </ButtonLink>
  );
}
