import type { NotificationData } from "@mantine/notifications";

type Notice = Pick<NotificationData, "title" | "message">;

/** Shows a success notification. Notifications are loaded on demand. */
export function notify({ title, message }: Notice): void {
  void show({ title, message });
}

/** Shows an error notification, which stays until the user closes it. */
export function notifyFailure({ title, message }: Notice): void {
  void show({ title, message, color: "red", autoClose: false });
}

async function show(data: NotificationData) {
  const { notifications } = await import("@mantine/notifications");
  notifications.show(data);
}
