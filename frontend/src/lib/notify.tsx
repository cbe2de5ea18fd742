import { Button, Group } from "@mantine/core";
import type { NotificationData } from "@mantine/notifications";

interface Notice {
  title?: string;
  message: string;
  /** A button that closes the notification, such as "Open". */
  action?: Action;
}

interface Action {
  label: string;
  run: () => void;
  /** Whether the keyboard shortcut for undoing runs it too. */
  isUndo?: true;
}

const looks = { withBorder: true, closeButtonProps: { "aria-label": "Close" } };

/** Long enough to reach the button of a notification. */
const actionTime = 10_000;

/** Shows a success notification. Notifications are loaded on demand. */
export function notify({ message, action }: Notice): void {
  if (action === undefined) void show({ message });
  else void showAction(message, action);
}

/** Shows an error notification, which stays until the user closes it. */
export function notifyFailure({ title, message }: Notice): void {
  void show({ title, message, color: "red", autoClose: false });
}

/** The latest undo, for the keyboard shortcut. */
let latest: (() => void) | undefined;

/** Undoes what the latest notification offers to undo, if it is still shown. */
export function undoLatest(): void {
  latest?.();
}

async function showAction(message: string, { label, run, isUndo }: Action) {
  const { notifications } = await import("@mantine/notifications");
  const once = () => {
    notifications.hide(id);
    run();
  };
  const id = notifications.show({
    ...looks,
    autoClose: actionTime,
    onClose: () => {
      if (latest === once) latest = undefined;
    },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button size="compact-sm" variant="light" flex="none" onClick={once}>
          {label}
        </Button>
      </Group>
    ),
  });
  if (isUndo) latest = once;
}

async function show(data: NotificationData) {
  const { notifications } = await import("@mantine/notifications");
  notifications.show({ ...looks, ...data });
}
