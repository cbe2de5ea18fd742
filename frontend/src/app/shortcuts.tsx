import { Group, Kbd, Stack, Text, Title } from "@mantine/core";
import { Fragment } from "react";

import { Dialog } from "@/components/dialog";

import { texts } from "./texts";

/** The list of keyboard shortcuts. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={texts.shortcuts.title} onClose={onClose}>
      <Stack>
        {texts.shortcuts.groups.map(({ title, shortcuts }) => (
          <Fragment key={title}>
            <Title order={3} size="h6">
              {title}
            </Title>
            {shortcuts.map(({ keys, does }) => (
              <Group key={does} justify="space-between" wrap="nowrap">
                <Text size="sm">{does}</Text>
                <Group gap={4} wrap="nowrap">
                  {keys.map((key) => (
                    <Kbd key={key} size="xs">
                      {key}
                    </Kbd>
                  ))}
                </Group>
              </Group>
            ))}
          </Fragment>
        ))}
      </Stack>
    </Dialog>
  );
}
