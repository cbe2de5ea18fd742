import IconPlus from "@tabler/icons-react/icons/IconPlus";

import type { FormDefinition } from "../form-definition";
import { ButtonLink, linkTo } from "../links";
import { usePermissions } from "../permissions";

/** Leads to the form for a new record. */
export function CreateButton({ list }: { list: FormDefinition }) {
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
