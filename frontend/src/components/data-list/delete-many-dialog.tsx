import { Button, Group, List, Modal, Stack } from "@mantine/core";

import type { Row } from "@/lib/api/resource";
import { formatCount, formatNames, formatNumber } from "@/lib/format";

import { ConfirmDialog, useReturnFocus } from "../confirm-dialog";
import { formTexts } from "../form-texts";
import type { ResourceTexts } from "../resource-texts";
import { texts } from "./texts";
import { refusals } from "./use-remove-selected";
import type { Removal } from "./use-remove-selected";

interface DeleteManyDialogProps {
  texts: Pick<ResourceTexts, "noun" | "removeMany">;
  removal: Removal;
  /** What is to be deleted if the answer is yes; nothing is asked without. */
  asked: Row[];
  nameOf: (item: Row) => string;
  onAnswered: () => void;
}

/** Asks before a deletion; and afterwards, where the server refused it, whether to go on without some. */
export function DeleteManyDialog(props: DeleteManyDialogProps) {
  const { removal, asked, nameOf, onAnswered } = props;
  const { noun, removeMany } = props.texts;
  if (asked.length > 0) {
    return (
      <ConfirmDialog
        title={removeMany.title(formatCount(asked.length, noun))}
        question={removeMany.question(formatNames(asked.map(nameOf)))}
        confirm={formTexts.remove.confirm}
        cancel={formTexts.remove.cancel}
        onCancel={onAnswered}
        onConfirm={() => {
          void removal.remove(asked.map(({ id }) => id));
          onAnswered();
        }}
      />
    );
  }
  return refusals(removal.error).length === 0 ? null : <Refused removal={removal} />;
}

const mostReasons = 5;

function Refused({ removal }: Pick<DeleteManyDialogProps, "removal">) {
  useReturnFocus();
  const reasons = refusals(removal.error);
  const refused = new Set(reasons.map(({ index }) => index));
  const rest = (removal.variables ?? []).filter((_, index) => !refused.has(index));
  return (
    <Modal
      opened
      centered
      title={texts.refused.title}
      onClose={removal.reset}
      // It is no banner of the page, as a header would be.
      attributes={{ header: { role: "presentation" } }}
      closeButtonProps={{ "aria-label": texts.refused.close }}
    >
      <Stack>
        <List size="sm" spacing={4}>
          {reasons.slice(0, mostReasons).map(({ index, detail }) => (
            <List.Item key={index}>{detail}</List.Item>
          ))}
          {reasons.length > mostReasons && (
            <List.Item>{texts.refused.andMore(formatNumber(reasons.length - mostReasons))}</List.Item>
          )}
        </List>
        <Group justify="flex-end">
          <Button variant="default" onClick={removal.reset} data-autofocus>
            {texts.refused.keep}
          </Button>
          {rest.length > 0 && (
            <Button
              color="red.9"
              onClick={() => {
                void removal.remove(rest);
              }}
            >
              {rest.length === 1 ? texts.refused.restOne : texts.refused.rest(formatNumber(rest.length))}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
