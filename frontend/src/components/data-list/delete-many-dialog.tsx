import { Button, Group, List, Stack } from "@mantine/core";

import type { Resource, Row } from "@/lib/api/resource";
import { formatCount, formatNames, formatNumber } from "@/lib/format";

import { useAlsoDeleted } from "../cascades";
import { ConfirmDialog } from "../confirm-dialog";
import { Dialog } from "../dialog";
import { formTexts } from "../form-texts";
import type { ResourceTexts } from "../resource-texts";
import { texts } from "./texts";
import { refusals } from "./use-remove-selected";
import type { Removal } from "./use-remove-selected";

interface DeleteManyDialogProps {
  resource: Resource;
  texts: Pick<ResourceTexts, "noun" | "removeMany">;
  removal: Removal;
  /** The records to delete after confirmation. If empty, only a refused deletion is shown. */
  records: Row[];
  onClose: () => void;
}

/** Asks for confirmation and, if the server refuses some records, offers to delete the others. */
export function DeleteManyDialog(props: DeleteManyDialogProps) {
  const { resource, removal, records, onClose } = props;
  const { noun, removeMany } = props.texts;
  const note = useAlsoDeleted(resource, records);
  if (records.length > 0) {
    return (
      <ConfirmDialog
        title={removeMany.title(formatCount(records.length, noun))}
        question={removeMany.question(formatNames(records.map(resource.nameOf)))}
        note={note}
        confirm={formTexts.remove.confirm}
        onCancel={onClose}
        onConfirm={() => {
          void removal.remove(records);
          onClose();
        }}
      />
    );
  }
  return refusals(removal.error).length === 0 ? null : <Refused removal={removal} />;
}

const maxReasons = 5;

function Refused({ removal }: Pick<DeleteManyDialogProps, "removal">) {
  const reasons = refusals(removal.error);
  const refused = new Set(reasons.map(({ index }) => index));
  const rest = (removal.variables ?? []).filter((_, index) => !refused.has(index));
  return (
    <Dialog title={texts.refused.title} onClose={removal.reset}>
      <Stack>
        <List size="sm" spacing={4}>
          {reasons.slice(0, maxReasons).map(({ index, detail }) => (
            <List.Item key={index}>{detail}</List.Item>
          ))}
          {reasons.length > maxReasons && (
            <List.Item>{texts.refused.andMore(formatNumber(reasons.length - maxReasons))}</List.Item>
          )}
        </List>
        <Group justify="flex-end">
          <Button variant="default" onClick={removal.reset} data-autofocus>
            {texts.refused.keep}
          </Button>
          {rest.length > 0 && (
            <Button color="red.9" onClick={() => void removal.remove(rest)}>
              {rest.length === 1 ? texts.refused.restOne : texts.refused.rest(formatNumber(rest.length))}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
