import { Button } from "@mantine/core";

import { PlusIcon, SearchIcon } from "../icons";
import { ButtonLink } from "../links";
import { StateMessage } from "../state-message";
import type { ListDescription } from "./description";
import { texts } from "./texts";

type AnyList = Pick<ListDescription<never, never>, "icon" | "texts" | "create">;

interface NoRowsProps {
  list: AnyList;
  /** Takes the filters away, where there are any. */
  onClear: (() => void) | undefined;
}

/** In the place of a list that has no rows: there are none, or none that match. */
export function NoRows({ list, onClear }: NoRowsProps) {
  if (onClear === undefined) {
    return (
      <StateMessage icon={list.icon} {...list.texts.empty} action={<CreateButton list={list} />} />
    );
  }
  return (
    <StateMessage
      icon={<SearchIcon size={26} />}
      {...list.texts.nothingMatches}
      action={
        <Button variant="default" onClick={onClear}>
          {texts.clearFilters}
        </Button>
      }
    />
  );
}

export function CreateButton({ list }: { list: Pick<AnyList, "texts" | "create"> }) {
  return (
    <ButtonLink {...list.create} leftSection={<PlusIcon size={16} />} flex="none">
      {list.texts.create.action}
    </ButtonLink>
  );
}
